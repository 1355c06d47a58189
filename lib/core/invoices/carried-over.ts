import { type Minor, minor, minorPlaces, sum } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import type { DraftLine } from '@/lib/core/pricing/draft-line'

/** Whether a line corrects usage of an earlier month, or says what credit had paid of that. */
export const isUsageCorrection = ({ kind, subject }: Pick<DraftLine, 'kind' | 'subject'>): boolean =>
  kind === 'correction' || (kind === 'credit' && subject === 'correction')

/** Whether a line corrects fees or skills of an earlier month. */
export const isTenantCorrection = ({ kind }: Pick<DraftLine, 'kind'>): boolean => kind.endsWith('_correction')

/** Credit for earlier months that a month does not use up, and the month's own charges that it exceeds. Before VAT. */
export type CarriedOver = { readonly credit: Minor; readonly charges: Minor }

const total = (lines: readonly DraftLine[]): Minor => sum(lines.map(({ amount }) => amount))
const positive = (amount: bigint): bigint => (amount > 0n ? amount : 0n)

/**
 * What a month without an invoice carries over (I14): corrections of usage that exceed its charges, of which none comes off
 * before an invoice is larger, and what is left of corrections of tenants.
 * @param lines of the month, as they would be on its invoice.
 * @param tenants every correction of tenants that is on no invoice yet.
 * @returns null if nothing is carried.
 */
export const carriedOver = (lines: readonly DraftLine[], tenants: readonly DraftLine[]): CarriedOver | null => {
  const own = lines.filter((line) => !isUsageCorrection(line) && !isTenantCorrection(line))
  const usage = positive(-total(lines.filter(isUsageCorrection)))
  const left = positive(total(lines.filter(isTenantCorrection)) - total(tenants))
  const credit = minor(usage + left)
  return credit > 0n ? { credit, charges: total(own) } : null
}

const money = (amount: Minor, currency: string): string => `${currency} ${formatDecimal(amount, minorPlaces)}`

/** The same in a sentence or two. */
export const carriedWords = ({ credit, charges }: CarriedOver, currency: string): string =>
  charges > 0n
    ? `${money(credit, currency)} of credit for earlier months exceeds this month’s charges of ${money(charges, currency)}. ` +
      'The credit comes off the next invoice that is larger. After that, this month can be invoiced.'
    : `${money(credit, currency)} of credit for earlier months is carried over to the next invoices.`
