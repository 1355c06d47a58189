import { type PriceDraftWrite, savePriceDraft } from '@/db/commands/price-drafts'
import { findPriceDraft } from '@/db/queries/price-drafts'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { refuseUnprintableUnits } from '@/lib/core/invoices/unprintable'
import { accept, Refusal } from '@/lib/platform/errors'

export type NewDraft = Omit<PriceDraftWrite, 'by' | 'at' | 'audit'>

/**
 * An admin saves the draft of a book's next version, or its first one. Nobody is charged by it.
 * @returns the version of the draft that the next save goes on from; 0 where somebody else was faster to save another.
 */
export const saveDraft = async (ctx: Ctx, draft: NewDraft): Promise<{ book: string; version: number }> => {
  requirePermission(ctx, 'platform:admin')
  accept(refuseUnprintableUnits(draft.prices.meters))
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
    throw new Refusal('currency_fixed', `The currency of ${book} cannot change.`, { field: 'currency' })
  }
  return { book, version: draft.expected > 0 ? draft.expected + 1 : await firstVersion(ctx, book) }
}

/** The versions of drafts count on from one draft of a book to the next: where the first save begins is read. */
const firstVersion = async (ctx: Ctx, book: string): Promise<number> => {
  const saved = await findPriceDraft(ctx.db, book)
  const isOurs = saved?.savedBy === actorName(ctx.actor) && saved.savedAt === ctx.now.toString()
  return isOurs ? saved.version : 0
}
