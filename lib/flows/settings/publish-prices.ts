import { type PriceWrite, publishPrices as writePrices } from '@/db/commands/publish-prices'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { refuseUnprintableUnits } from '@/lib/core/invoices/unprintable'
import { accept, Refusal } from '@/lib/platform/errors'

export type NewPrices = Pick<PriceWrite, 'book' | 'currency' | 'expected' | 'prices'>

/**
 * Publishes the next version of a price book without a draft: for what prepares a platform. People publish drafts, over
 * which a what-if was run (`publishDraft`). Versions that are there stay as they are; usage that was priced
 * and invoices that were issued keep the version they had.
 */
export const publishPrices = async (
  ctx: Ctx,
  { book, currency, expected, prices }: NewPrices,
): Promise<{ version: number }> => {
  requirePermission(ctx, 'platform:admin')
  accept(refuseUnprintableUnits(prices.meters))
  const version = expected + 1
  const outcome = await writePrices(ctx.db, {
    book,
    currency,
    expected,
    prices,
    by: actorName(ctx.actor),
    at: ctx.now,
    audit: auditEntry(ctx, 'prices.publish', { subject: `${book} v${version}`, after: prices }),
  })
  if (outcome === 'stale') throw new Refusal('stale', 'Somebody else published meanwhile. Reload and try again.')
  if (outcome === 'currency_fixed') {
    throw new Refusal('currency_fixed', `The currency of ${book} cannot change.`, { field: 'currency' })
  }
  return { version }
}
