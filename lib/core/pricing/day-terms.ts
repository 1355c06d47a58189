import type { TaxTreatment } from '@/lib/core/invoices/snapshot'
import { type Refused, refuse } from '@/lib/core/refusal'
import type { Day } from '@/lib/core/time/day'
import { type BillingTerms, type DatedTerms, termsOn } from './billing-terms'
import { inForce, type PriceBook, type PriceBookVersion } from './price-book'
import { rateOn, type TaxRate, zeroRate } from './vat'

/** What prices and taxes need to know of dated terms. */
export type DayTerms = Pick<DatedTerms, 'version' | 'effectiveOn'> & Pick<BillingTerms, 'priceBook' | 'treatment'>

/** What prices and taxes a supply has on each day. */
export type SupplyTerms = {
  /** The org's terms by day. */
  readonly terms: readonly DayTerms[]
  /** Every book that the terms name or that usage was priced by. */
  readonly books: ReadonlyMap<string, PriceBook>
  /** The rates of the law. */
  readonly rates: readonly TaxRate[]
  /** Within so many days after its deletion, a tenant that is created again pays no setup fee; 0 if each creation pays. */
  readonly setupPauseDays?: number
}

/** How a supply is taxed. */
export type SupplyTax = { readonly taxRate: string; readonly treatment: TaxTreatment }

/** Days of supply that share a unit price and a tax rate, and so share a line. */
export type DayGroup<Price> = SupplyTax & {
  readonly price: Price
  readonly book: string
  readonly versions: number[]
  readonly days: Day[]
}

/** The tax on a supply of that day: the law's rate for domestic customers, none for the others (I3). */
export const supplyTaxOn = ({ terms, rates }: SupplyTerms, day: Day): SupplyTax | Refused<'tax_rate_missing'> => {
  const { treatment } = termsOn(terms, day)
  if (treatment !== 'domestic') return { treatment, taxRate: zeroRate }
  const taxRate = rateOn(rates, day)
  return taxRate === null
    ? refuse('tax_rate_missing', `There is no VAT rate for ${day}.`, { day })
    : { treatment, taxRate }
}

/** The price book in force on a day. */
export const bookOn = ({ terms, books }: Pick<SupplyTerms, 'terms' | 'books'>, day: Day): PriceBook => {
  const { priceBook } = termsOn(terms, day)
  const book = books.get(priceBook)
  if (!book) throw new RangeError(`the price book ${priceBook} was not loaded`)
  return book
}

/**
 * Splits days of supply where the price book, the price or the tax changes, in order of the first day.
 * @param priceOf reads the price from the version in force; undefined if the version has none.
 * @param what names the price in the refusal: `the skill ocr`.
 */
export const groupDays = <Price extends bigint>(
  days: readonly Day[],
  terms: SupplyTerms,
  priceOf: (version: PriceBookVersion) => Price | undefined,
  what: string,
): DayGroup<Price>[] | Refused<'price_missing' | 'tax_rate_missing'> => {
  const groups = new Map<string, DayGroup<Price>>()
  for (const day of days) {
    const book = bookOn(terms, day)
    const version = inForce(book, day)
    const price = version ? priceOf(version) : undefined
    if (version === null || price === undefined) {
      return refuse('price_missing', `The price book ${book.name} has no price for ${what} on ${day}.`, {
        price_book: book.name,
        day,
      })
    }
    const supply = supplyTaxOn(terms, day)
    if ('refused' in supply) return supply
    const key = `${book.name} ${price} ${supply.taxRate} ${supply.treatment}`
    const group = groups.get(key) ?? { price, book: book.name, ...supply, versions: [], days: [] }
    if (!group.versions.includes(version.version)) group.versions.push(version.version)
    group.days.push(day)
    groups.set(key, group)
  }
  return [...groups.values()]
}
