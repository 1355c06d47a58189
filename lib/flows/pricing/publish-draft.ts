import { publishPriceDraft } from '@/db/commands/price-drafts'
import { fingerprintOf } from '@/db/queries/price-drafts'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'
import { type DraftAsked, openDraft, staleDraft } from './open-draft'

/**
 * An admin publishes a draft as the next version of its book. Refused unless the last what-if was run on exactly these
 * prices and over the months of today, and where a version was published that the draft does not follow. Versions that
 * are there stay as they are; usage that was priced and invoices that were issued keep the version they had.
 */
export const publishDraft = async (ctx: Ctx, asked: DraftAsked): Promise<{ book: string; version: number }> => {
  requirePermission(ctx, 'platform:admin')
  const { draft, months } = await openDraft(ctx, asked)
  const { book, baseVersion, effectiveOn, note, prices } = draft
  const version = baseVersion + 1
  const outcome = await publishPriceDraft(ctx.db, {
    book,
    version: draft.version,
    fingerprint: fingerprintOf(
      draft,
      months.map(({ month }) => month),
    ),
    by: actorName(ctx.actor),
    at: ctx.now,
    audit: auditEntry(ctx, 'prices.publish', {
      subject: `${book} v${version}`,
      after: { effectiveOn, note, ...prices },
    }),
  })
  if (outcome === 'what_if_missing') {
    throw new Refusal(
      'what_if_needed',
      'Run the what-if on these prices first: it has not been run since they changed.',
    )
  }
  if (outcome === 'base_stale') {
    throw new Refusal(
      'stale',
      `${book} has got a newer version than ${baseVersion} meanwhile. Compare, and base the draft on it.`,
    )
  }
  if (outcome === 'currency_fixed') {
    throw new Refusal('currency_fixed', `The currency of ${book} cannot change.`, { field: 'currency' })
  }
  if (outcome === 'stale') throw staleDraft()
  return { book, version }
}
