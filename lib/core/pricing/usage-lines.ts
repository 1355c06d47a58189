import type { Explanation } from '@/lib/core/invoices/snapshot'
import { minorPlaces, type Pico, picoPlaces, sum } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { isRefused, type Refused, refuse } from '@/lib/core/refusal'
import { type Day, joinDays, monthOf } from '@/lib/core/time/day'
import { priceQuantity, type Quantity, quantityPlaces } from '@/lib/core/usage/price'
import { type TaxTerms, taxRateOn } from './day-terms'
import type { DraftLine } from './draft-line'
import { lineAmount } from './line-amount'
import type { MeterPrice, PriceBook } from './price-book'

/** Usage of one civil day, meter, resource and price version, already priced when it came in. */
export type UsageRow = {
  readonly day: Day
  readonly meter: string
  readonly resource: string
  readonly book: string
  readonly version: number
  readonly quantity: Quantity
  readonly amount: Pico
  readonly events: number
}

type Group = {
  readonly meter: string
  readonly month: string
  readonly price: MeterPrice
  readonly taxRate: string
  readonly rows: UsageRow[]
}

export type UsageTerms = { readonly books: ReadonlyMap<string, PriceBook>; readonly tax: TaxTerms }

/**
 * One line per meter, unit, unit price and tax rate. The exact charges are added first and rounded once.
 * @param kind `usage` for the month's own, `correction` for late usage of months already invoiced (M5): then one line
 * per month corrected as well.
 */
export const usageLines = (
  kind: 'usage' | 'correction',
  rows: readonly UsageRow[],
  terms: UsageTerms,
): DraftLine[] | Refused => {
  const groups = new Map<string, Group>()
  for (const row of rows) {
    const price = terms.books
      .get(row.book)
      ?.versions.find((each) => each.version === row.version)
      ?.meters.get(row.meter)
    if (!price) {
      return refuse('price_missing', `Version ${row.version} of ${row.book} has no price for ${row.meter}.`, {
        meter: row.meter,
        price_book: row.book,
      })
    }
    const taxRate = taxRateOn(terms.tax, row.day)
    if (isRefused(taxRate)) return taxRate
    const month = kind === 'correction' ? monthOf(row.day) : ''
    const key = JSON.stringify([month, row.meter, price.price.toString(), price.unit, taxRate])
    const group = groups.get(key) ?? { meter: row.meter, month, price, taxRate, rows: [] }
    group.rows.push(row)
    groups.set(key, group)
  }
  return [...groups.values()]
    .filter((group) => group.price.price > 0n)
    .sort(inDocumentOrder)
    .map((group) => lineOf(kind, group))
}

const compare = <Value extends string | bigint | number>(a: Value, b: Value): number => (a < b ? -1 : a > b ? 1 : 0)

/** By month, meter and first day; of one day, which two books can price, by price and unit. */
const inDocumentOrder = (a: Group, b: Group): number =>
  compare(a.month, b.month) ||
  compare(a.meter, b.meter) ||
  compare(firstDay(a), firstDay(b)) ||
  compare<bigint>(a.price.price, b.price.price) ||
  compare(a.price.unit, b.price.unit)

const firstDay = (group: Group): Day => group.rows.map((row) => row.day).sort()[0] ?? ''

const trimmed = (value: bigint): string => formatDecimal(value, quantityPlaces, 0)

const lineOf = (kind: 'usage' | 'correction', { meter, month, price, taxRate, rows }: Group): DraftLine => {
  const quantity = rows.reduce((total, row) => total + row.quantity, 0n)
  const charge = sum(rows.map((row) => row.amount))
  const unitPrice = formatDecimal(price.price, picoPlaces, minorPlaces)
  const whole = priceQuantity(quantity, price.price) === charge
  return {
    kind,
    subject: meter,
    detail: month,
    quantity: trimmed(quantity),
    unit: price.unit,
    unitPrice,
    amount: lineAmount(charge),
    taxRate,
    explain: {
      formula: whole ? `${trimmed(quantity)} × ${unitPrice}` : `Σ = ${trimmed(charge)}`,
      priceVersions: [...new Set(rows.map((row) => row.version))].sort((a, b) => a - b),
      days: joinDays([...new Set(rows.map((row) => row.day))].sort()),
      events: [],
      usage: explainRows(rows),
    },
  }
}

const explainRows = (rows: readonly UsageRow[]): Explanation['usage'] =>
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
      events: row.events,
    }))
