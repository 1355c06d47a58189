import { type Minor, minor, minorPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'

/** Digits with at most two decimals. */
const plain = /^\d{1,12}(\.\d{1,2})?$/

/**
 * An amount as people type it: `1’000`, `1'000.50`, `25,50` and `25.-` are read, too.
 * @returns null where it is no amount, or has more than two decimals.
 */
export const readAmount = (typed: string): Minor | null => {
  const text = typed
    .replace(/[\s'’]/g, '')
    .replace(/^(\d+),(\d{1,2})$/, '$1.$2')
    .replace(/\.[-–—]?$/, '')
  if (!plain.test(text)) return null
  const amount = parseDecimal(text, minorPlaces)
  return amount === null ? null : minor(amount)
}
