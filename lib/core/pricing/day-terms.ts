import type { TaxTreatment } from '@/lib/core/invoices/snapshot'
import { type Refused, refuse } from '@/lib/core/refusal'
import type { Day } from '@/lib/core/time/day'
import { inForce, type PriceBook, type PriceBookVersion } from './price-book'
import { rateOn, type TaxRate, zeroRate } from './vat'

export type TaxTerms = { readonly treatment: TaxTreatment; readonly rates: readonly TaxRate[] }

/** Days of supply that share a unit price and a tax rate, and so share a line. */
export type DayGroup<Price> = {
  readonly price: Price
  readonly taxRate: string
  readonly versions: number[]
  readonly days: Day[]
}

/** The tax rate for a supply on that day: the law's rate for domestic customers, none for the others (I3). */
export const taxRateOn = (terms: TaxTerms, day: Day): string | Refused<'tax_rate_missing'> => {
  if (terms.treatment !== 'domestic') return zeroRate
  return rateOn(terms.rates, day) ?? refuse('tax_rate_missing', `There is no VAT rate for ${day}.`, { day })
}

/**
 * Splits days of supply where the price or the tax rate changes, in order of the first day.
 * @param priceOf reads the price from the version in force; undefined where the version has none.
 * @param what names the price in the refusal: `the skill ocr`.
 */
export const groupDays = <Price extends bigint>(
  days: readonly Day[],
  book: PriceBook,
  tax: TaxTerms,
  priceOf: (version: PriceBookVersion) => Price | undefined,
  what: string,
): DayGroup<Price>[] | Refused<'price_missing' | 'tax_rate_missing'> => {
  const groups = new Map<string, DayGroup<Price>>()
  for (const day of days) {
    const version = inForce(book, day)
    const price = version ? priceOf(version) : undefined
    if (version === null || price === undefined) {
      return refuse('price_missing', `The price book ${book.name} has no price for ${what} on ${day}.`, {
        price_book: book.name,
        day,
      })
    }
    const taxRate = taxRateOn(tax, day)
    if (typeof taxRate !== 'string') return taxRate
    const key = `${price} ${taxRate}`
    const group = groups.get(key) ?? { price, taxRate, versions: [], days: [] }
    if (!group.versions.includes(version.version)) group.versions.push(version.version)
    group.days.push(day)
    groups.set(key, group)
  }
  return [...groups.values()]
}
