import type { Db } from '@/db/client'
import { groupBy } from '@/lib/core/group-by'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import type { InvoiceMonth } from '@/lib/core/pricing/invoice-month'
import { asOfVersion, latestVersion, type PriceBook } from '@/lib/core/pricing/price-book'
import type { UsageRow } from '@/lib/core/pricing/usage-groups'
import type { TenantEvent } from '@/lib/core/tenants/timeline'
import { type DaySpan, type Month, monthSpan } from '@/lib/core/time/day'
import { type Bounds, loadLateUsage, loadUsage, loadUsageEvents } from './invoice-inputs'
import type { Org } from './orgs'
import { loadPriceBooks, loadTaxRates } from './price-books'
import { loadTenantEvents } from './tenants'

export type LoadedMonth = { readonly facts: InvoiceMonth; readonly inputs: InvoiceSnapshot['inputs'] }

export const byTenant = (events: readonly TenantEvent[]): ReadonlyMap<string, readonly TenantEvent[]> =>
  groupBy(events, ({ tenant }) => tenant)

const booksFor = (db: Db, book: string, rows: readonly UsageRow[]): Promise<ReadonlyMap<string, PriceBook>> =>
  loadPriceBooks(db, [book, ...rows.map((row) => row.book)])

export const bookOf = (books: ReadonlyMap<string, PriceBook>, name: string): PriceBook => {
  const book = books.get(name)
  if (!book) throw new Error(`the price book ${name} is not there`)
  return book
}

/**
 * Everything an org's month is reckoned from, as of now, with the bounds that make it repeatable. Null where the org
 * is unknown.
 * @param span the days that count, where it is not the whole month.
 */
export const loadInvoiceMonth = async (db: Db, org: Org, month: Month, span?: DaySpan): Promise<LoadedMonth | null> => {
  const used = await loadUsage(db, org.org, span ?? monthSpan(month))
  if (!used) return null
  const [events, late, rates] = await Promise.all([
    loadTenantEvents(db, org.org, { upTo: used.sequence }),
    loadLateUsage(db, org.org, used),
    loadTaxRates(db),
  ])
  const { zone, treatment, priceBook } = org.config
  const books = await booksFor(db, priceBook, [...used.usage, ...late])
  const book = bookOf(books, priceBook)
  return {
    facts: {
      month,
      zone,
      tax: { treatment, rates },
      book,
      books,
      tenants: byTenant(events),
      usage: used.usage,
      late,
      ...(span ? { span } : {}),
    },
    inputs: {
      sequence: used.sequence,
      since: used.since,
      priceBook,
      priceVersion: latestVersion(book),
      taxVersion: Math.max(0, ...rates.map((rate) => rate.version)),
    },
  }
}

/** What an issued invoice was reckoned from, read again from the raw events within its bounds (I7, B2). */
export const reloadInvoiceMonth = async (db: Db, snapshot: InvoiceSnapshot): Promise<InvoiceMonth> => {
  const { org, month, zone, treatment, inputs } = snapshot
  const bounds: Bounds = inputs
  const [events, usage, late, rates] = await Promise.all([
    loadTenantEvents(db, org, { upTo: bounds.sequence }),
    loadUsageEvents(db, org, monthSpan(month), bounds.sequence),
    loadLateUsage(db, org, bounds),
    loadTaxRates(db),
  ])
  const books = await booksFor(db, inputs.priceBook, [...usage, ...late])
  return {
    month,
    zone,
    tax: { treatment, rates: rates.filter((rate) => rate.version <= inputs.taxVersion) },
    book: asOfVersion(bookOf(books, inputs.priceBook), inputs.priceVersion),
    books,
    tenants: byTenant(events),
    usage,
    late,
  }
}
