import type { Pico } from '@/lib/core/money/amount'
import { sum } from '@/lib/core/money/amount'
import { type Refused, refuse } from '@/lib/core/refusal'
import { type Day, type Month, monthOf } from '@/lib/core/time/day'
import type { Quantity } from '@/lib/core/usage/price'
import { type SupplyTax, type SupplyTerms, supplyTaxOn } from './day-terms'
import type { MeterPrice } from './price-book'

/** Usage of one civil day, meter, resource and price version, already priced and paid when it came in. */
export type UsageRow = {
  readonly day: Day
  readonly meter: string
  readonly resource: string
  readonly book: string
  readonly version: number
  readonly quantity: Quantity
  readonly amount: Pico
  /** What of the amount goes onto the bill; credit, free grants and quota paid the rest. */
  readonly postpaid: Pico
  readonly events: number
}

/** Usage that shares a line. */
export type UsageGroup = SupplyTax & {
  readonly kind: 'usage' | 'correction'
  readonly meter: string
  /** The month corrected; empty for a month's own usage. */
  readonly month: Month | ''
  readonly price: MeterPrice
  readonly rows: UsageRow[]
}

/**
 * Usage by meter, unit, unit price and tax rate, in the order of the document; what is free of charge, or was
 * taken back, is left out.
 * @param kind `usage` for the month's own, `correction` for late usage of months already invoiced (M5): then by the
 * month corrected as well.
 */
export const groupUsage = (
  kind: UsageGroup['kind'],
  rows: readonly UsageRow[],
  terms: SupplyTerms,
): UsageGroup[] | Refused<'price_missing' | 'tax_rate_missing'> => {
  const groups = new Map<string, UsageGroup>()
  for (const row of rows) {
    if (isNothing(row)) continue
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
    const supply = supplyTaxOn(terms, row.day)
    if ('refused' in supply) return supply
    const month = kind === 'correction' ? monthOf(row.day) : ''
    const key = JSON.stringify([month, row.meter, price.price.toString(), price.unit, supply.taxRate, supply.treatment])
    const group = groups.get(key) ?? { kind, meter: row.meter, month, price, ...supply, rows: [] }
    group.rows.push(row)
    groups.set(key, group)
  }
  return [...groups.values()].filter((group) => group.price.price > 0n).sort(inDocumentOrder)
}

/** All of it was taken back. */
const isNothing = ({ events, quantity, amount }: UsageRow): boolean => events === 0 && quantity === 0n && amount === 0n

/** What a group costs, and what of it goes onto the bill. */
export const chargeOf = ({ rows }: UsageGroup): { readonly gross: Pico; readonly postpaid: Pico } => ({
  gross: sum(rows.map(({ amount }) => amount)),
  postpaid: sum(rows.map(({ postpaid }) => postpaid)),
})

export const compare = <Value extends string | bigint | number>(a: Value, b: Value): number =>
  a < b ? -1 : a > b ? 1 : 0

/** By month, meter and first day; of one day, which two books can price, by price and unit. */
const inDocumentOrder = (a: UsageGroup, b: UsageGroup): number =>
  compare<string>(a.month, b.month) ||
  compare(a.meter, b.meter) ||
  compare(firstDay(a), firstDay(b)) ||
  compare<bigint>(a.price.price, b.price.price) ||
  compare(a.price.unit, b.price.unit)

const firstDay = (group: UsageGroup): Day => group.rows.map((row) => row.day).sort()[0] ?? ''
