import { canonicalJson } from '@/lib/core/invoices/canonical'
import type { Day, Month } from '@/lib/core/time/day'
import { type PriceTexts, readPriceSet, writePriceSet } from './price-set'

/** What makes one draft another: everything that is published but its note. */
export type DraftContent = {
  readonly book: string
  readonly currency: string
  readonly baseVersion: number
  readonly effectiveOn: Day
  readonly prices: PriceTexts
}

/**
 * The text a what-if's fingerprint is made of: the same for the same prices however they are typed, another once the
 * prices, their first day, the version they follow or the months that were looked at change.
 */
export const draftContent = (draft: DraftContent, months: readonly Month[]): string => {
  const { book, currency, baseVersion, effectiveOn, prices } = draft
  return canonicalJson({
    book,
    currency,
    base: baseVersion,
    from: effectiveOn,
    prices: writePriceSet(readPriceSet(prices)),
    months,
  })
}
