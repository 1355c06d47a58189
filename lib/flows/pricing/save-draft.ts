import { type PriceDraftWrite, savePriceDraft } from '@/db/commands/price-drafts'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'

export type NewDraft = Omit<PriceDraftWrite, 'by' | 'at' | 'audit'>

/**
 * An admin saves the draft of a book's next version, or its first one. Nobody is charged by it.
 * @returns the version of the draft.
 */
export const saveDraft = async (ctx: Ctx, draft: NewDraft): Promise<{ book: string }> => {
  requirePermission(ctx, 'platform:admin')
  const { book, currency, baseVersion, effectiveOn, note, prices } = draft
  const outcome = await savePriceDraft(ctx.db, {
    ...draft,
    by: actorName(ctx.actor),
    at: ctx.now,
    audit: auditEntry(ctx, 'prices.draft', {
      subject: book,
      after: { currency, baseVersion, effectiveOn, note, ...prices },
    }),
  })
  if (outcome === 'stale') {
    throw new Refusal(
      'stale',
      'Somebody else changed this draft meanwhile. What you typed is still here; reload to see theirs.',
    )
  }
  if (outcome === 'currency_fixed') {
    throw new Refusal('currency_fixed', `The currency of ${book} can not change.`, { field: 'currency' })
  }
  return { book }
}
