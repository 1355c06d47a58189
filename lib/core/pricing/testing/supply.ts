import type { TaxTreatment } from '@/lib/core/invoices/snapshot'
import { firstDay } from '@/lib/core/pricing/billing-terms'
import type { DayTerms, SupplyTerms } from '@/lib/core/pricing/day-terms'
import type { PriceBook } from '@/lib/core/pricing/price-book'
import type { TaxRate } from '@/lib/core/pricing/vat'

/** Terms that hold on every day. */
export const always = (priceBook: string, treatment: TaxTreatment = 'domestic'): DayTerms[] => [
  { version: 1, effectiveOn: firstDay, priceBook, treatment },
]

/** Supplies by one book under one treatment on every day. */
export const supplied = (
  book: PriceBook,
  rates: readonly TaxRate[],
  treatment: TaxTreatment = 'domestic',
): SupplyTerms => ({ terms: always(book.name, treatment), books: new Map([[book.name, book]]), rates })
