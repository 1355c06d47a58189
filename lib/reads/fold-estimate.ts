import { type Minor, minor, minorPlaces, sum } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import type { EstimateRow } from './estimate'

/** Rows that are shown as one: how many, and what they come to together. */
export type OtherRows = Omit<EstimateRow, 'tenant'> & { readonly count: number }

/** A list is only cut where that hides more than it takes to say so. */
export const shownOf = (count: number, most: number): number => (count > most + 2 ? most : count)

const read = (text: string): Minor => minor(parseDecimal(text, minorPlaces) ?? 0n)

/** The dearest rows of a long estimate, and the others as one, so that what is shown still adds up to the total. */
export const foldEstimate = (
  rows: readonly EstimateRow[],
  most: number,
): { readonly rows: readonly EstimateRow[]; readonly others: OtherRows | null } => {
  const shown = shownOf(rows.length, most)
  if (shown === rows.length) return { rows, others: null }
  const dearest = [...rows].sort((a, b) => Number(read(b.total) - read(a.total)))
  const rest = dearest.slice(shown)
  const of = (column: 'fees' | 'skills' | 'usage' | 'total'): string =>
    formatDecimal(sum(rest.map((row) => read(row[column]))), minorPlaces)
  return {
    rows: dearest.slice(0, shown),
    others: { count: rest.length, fees: of('fees'), skills: of('skills'), usage: of('usage'), total: of('total') },
  }
}
