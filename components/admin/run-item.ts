import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { formatMoney } from '@/lib/core/money/format'

/** What the run of a month is for one organization. */
export type RunItem = {
  readonly org: string
  readonly name: string
  /** In words. */
  readonly biller: string
  readonly currency: string
  /** Decimal text; null where it can't be worked out. */
  readonly total: string | null
  readonly state: 'ready' | 'issued' | 'blocked' | 'nothing'
  /** Why it cannot be issued, or what is carried over; empty otherwise. */
  readonly message: string
  /** Where the invoice is, or what keeps it back can be mended. */
  readonly link: { readonly href: string; readonly label: string } | null
  readonly previewHref: string
}

/** The sum of each currency, in words: `CHF 1’204.50 and USD 99.00`. */
export const totalsInWords = (items: readonly RunItem[]): string => {
  const sums = new Map<string, bigint>()
  for (const { currency, total } of items) {
    sums.set(currency, (sums.get(currency) ?? 0n) + (parseDecimal(total ?? '0', 2) ?? 0n))
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, sum]) => formatMoney(formatDecimal(sum, 2), currency))
    .join(' and ')
}

export const invoicesInWords = (count: number): string => (count === 1 ? '1 invoice' : `${count} invoices`)
