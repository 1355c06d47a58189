import type { Explanation } from '@/lib/core/invoices/snapshot'
import { minorPlaces, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { joinDays } from '@/lib/core/time/day'
import { priceQuantity, quantityPlaces } from '@/lib/core/usage/price'
import type { DraftLine } from './draft-line'
import { lineAmount } from './line-amount'
import { chargeOf, compare, type UsageGroup } from './usage-groups'

/**
 * One line per group, over the whole price of what was used: what other sources than the bill paid is taken off by
 * `creditLines`. The exact charges are added first and rounded once.
 */
export const usageLines = (groups: readonly UsageGroup[]): DraftLine[] => groups.map(lineOf)

const trimmed = (value: bigint): string => formatDecimal(value, quantityPlaces, 0)

const lineOf = (group: UsageGroup): DraftLine => {
  const { kind, meter, month, price, taxRate, treatment, rows } = group
  const quantity = rows.reduce((total, row) => total + row.quantity, 0n)
  const { gross, postpaid } = chargeOf(group)
  const unitPrice = formatDecimal(price.price, picoPlaces, minorPlaces)
  const whole = priceQuantity(quantity, price.price) === gross
  return {
    kind,
    subject: meter,
    detail: month,
    quantity: trimmed(quantity),
    unit: price.unit,
    unitPrice,
    amount: lineAmount(gross),
    taxRate,
    treatment,
    book: '',
    explain: {
      formula: whole ? `${trimmed(quantity)} × ${unitPrice}` : `Σ = ${trimmed(gross)}`,
      priceVersions: [...new Set(rows.map((row) => row.version))].sort((a, b) => a - b),
      days: joinDays([...new Set(rows.map((row) => row.day))].sort()),
      events: [],
      usage: explainRows(group, postpaid < gross),
    },
  }
}

/** @param partly whether something else than the bill paid of the group; only then its rows say what stays on it. */
const explainRows = ({ rows }: UsageGroup, partly: boolean): Explanation['usage'] =>
  [...rows]
    .sort(
      (a, b) =>
        compare(a.day, b.day) ||
        compare(a.resource, b.resource) ||
        compare(a.book, b.book) ||
        compare(a.version, b.version),
    )
    .map((row) => ({
      day: row.day,
      resource: row.resource,
      quantity: trimmed(row.quantity),
      amount: trimmed(row.amount),
      ...(partly ? { postpaid: trimmed(row.postpaid) } : {}),
      events: row.events,
    }))
