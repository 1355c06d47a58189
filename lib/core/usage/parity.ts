import { formatDecimal } from '@/lib/core/money/decimal'
import { halfUp } from '@/lib/core/money/round'
import type { Quantity } from './price'

/** What one source says an org used in a period. */
export type ReportedUsage = { readonly org: string; readonly period: string; readonly quantity: Quantity }

/** What two sources say of one org and period. `difference` is left less right. */
export type ParityRow = {
  readonly org: string
  readonly period: string
  readonly left: Quantity
  readonly right: Quantity
  readonly difference: Quantity
  /** The difference in percent of the larger side, six decimals, rounded half-up for the eye. */
  readonly share: string
  readonly flagged: boolean
}

const sharePlaces = 6

/**
 * Compares two sources of the same usage (M6), each summed per org and period. A side that says nothing counts as zero.
 * A row is flagged where its difference is above 0.007 % of the larger side: decided on the exact quantities, not on the
 * rounded share.
 * @returns a row per org and period that either side names, by org, then period.
 */
export const compareUsage = (left: readonly ReportedUsage[], right: readonly ReportedUsage[]): ParityRow[] => {
  const sums = new Map<string, { org: string; period: string; left: Quantity; right: Quantity }>()
  const add = (usage: readonly ReportedUsage[], side: 'left' | 'right'): void => {
    for (const { org, period, quantity } of usage) {
      const key = JSON.stringify([org, period])
      const row = sums.get(key) ?? { org, period, left: 0n, right: 0n }
      row[side] += quantity
      sums.set(key, row)
    }
  }
  add(left, 'left')
  add(right, 'right')
  return [...sums.values()]
    .sort((a, b) => compare(a.org, b.org) || compare(a.period, b.period))
    .map((row) => ({ ...row, ...differenceOf(row.left, row.right) }))
}

const differenceOf = (left: Quantity, right: Quantity): Pick<ParityRow, 'difference' | 'share' | 'flagged'> => {
  const difference = left - right
  const off = magnitude(difference)
  const larger = magnitude(left) > magnitude(right) ? magnitude(left) : magnitude(right)
  const share = larger === 0n ? 0n : halfUp(off * 100n * 10n ** BigInt(sharePlaces), larger)
  return { difference, share: formatDecimal(share, sharePlaces), flagged: off * 100_000n > larger * 7n }
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
