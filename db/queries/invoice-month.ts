import type { Db } from '@/db/client'
import { groupBy } from '@/lib/core/group-by'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import type { DatedTerms } from '@/lib/core/pricing/billing-terms'
import { bookOfMonth, type InvoiceMonth } from '@/lib/core/pricing/invoice-month'
import { latestVersion, type PriceBook } from '@/lib/core/pricing/price-book'
import type { BilledMonth } from '@/lib/core/pricing/tenant-corrections'
import type { UsageRow } from '@/lib/core/pricing/usage-groups'
import type { TaxRate } from '@/lib/core/pricing/vat'
import type { TenantEvent } from '@/lib/core/tenants/timeline'
import { type DaySpan, type Month, monthSpan } from '@/lib/core/time/day'
import { findLateMonths, loadBilledMonths, supplyThen, termsThen } from './billed-months'
import { type Bounds, loadLateUsage, loadUsage, loadUsageEvents } from './invoice-inputs'
import { loadTerms, type Org } from './orgs'
import { findSetupPause } from './platform'
import { loadPriceBooks, loadTaxRates } from './price-books'
import { loadTenantEvents } from './tenants'

export type LoadedMonth = { readonly facts: InvoiceMonth; readonly inputs: InvoiceSnapshot['inputs'] }

export const byTenant = (events: readonly TenantEvent[]): ReadonlyMap<string, readonly TenantEvent[]> =>
  groupBy(events, ({ tenant }) => tenant)

const bookNamed = (books: ReadonlyMap<string, PriceBook>, name: string): PriceBook => {
  const book = books.get(name)
  if (!book) throw new Error(`the price book ${name} is not there`)
  return book
}

export type RunInputs = {
  readonly sequence: string
  readonly since: string
  readonly terms: readonly DatedTerms[]
  readonly books: ReadonlyMap<string, PriceBook>
  readonly rates: readonly TaxRate[]
  readonly setupPauseDays: number
}

/** The bounds of what a computation could see, as the snapshot keeps them. */
export const inputsOf = (
  { sequence, since, terms, books, rates, setupPauseDays }: RunInputs,
  month: Month,
): InvoiceSnapshot['inputs'] => {
  const book = bookOfMonth({ terms, books }, month)
  const others = [...new Set(terms.map(({ priceBook }) => priceBook))].filter((name) => name !== book.name).sort()
  const bookVersions = Object.fromEntries(others.map((name) => [name, latestVersion(bookNamed(books, name))]))
  return {
    sequence,
    since,
    priceBook: book.name,
    priceVersion: latestVersion(book),
    taxVersion: Math.max(0, ...rates.map((rate) => rate.version)),
    termsVersion: Math.max(...terms.map(({ version }) => version)),
    ...(others.length > 0 ? { bookVersions } : {}),
    ...(setupPauseDays > 0 ? { setupPauseDays } : {}),
  }
}

/** The books that terms name and that usage was priced by. */
export const booksNamed = (terms: readonly Pick<DatedTerms, 'priceBook'>[], rows: readonly UsageRow[]): string[] => [
  ...new Set([...terms.map(({ priceBook }) => priceBook), ...rows.map(({ book }) => book)]),
]

/**
 * Everything an org's month is computed from, as of now, with the bounds that make it repeatable. Null if the org is
 * unknown.
 * @param span the days that count, if it is not the whole month.
 */
export const loadInvoiceMonth = async (db: Db, org: Org, month: Month, span?: DaySpan): Promise<LoadedMonth | null> => {
  const used = await loadUsage(db, org.org, span ?? monthSpan(month))
  if (!used) return null
  const { usage, sequence, since } = used
  const [events, late, rates, setupPauseDays] = await Promise.all([
    loadTenantEvents(db, org.org, { upTo: sequence }),
    loadLateUsage(db, org.org, used),
    loadTaxRates(db),
    findSetupPause(db),
  ])
  const { terms } = org
  const tenants = byTenant(events)
  const [books, corrected] = await Promise.all([
    loadPriceBooks(db, booksNamed(terms, [...usage, ...late])),
    span ? [] : loadCorrected(db, org.org, used, { terms, rates, tenants }),
  ])
  return {
    facts: {
      month,
      zone: org.config.zone,
      terms,
      books,
      rates,
      setupPauseDays,
      tenants,
      usage,
      late,
      corrected,
      ...(span ? { span } : {}),
    },
    inputs: inputsOf({ sequence, since, terms, books, rates, setupPauseDays }, month),
  }
}

const loadCorrected = async (
  db: Db,
  org: string,
  bounds: Bounds,
  known: Parameters<typeof loadBilledMonths>[4],
): Promise<BilledMonth[]> => {
  if (BigInt(bounds.since) < 0n) return []
  return loadBilledMonths(db, org, await findLateMonths(db, [org], bounds), bounds, known)
}

/** What an issued invoice was computed from, read again from the raw events within its bounds (I7, B2). */
export const reloadInvoiceMonth = async (db: Db, snapshot: InvoiceSnapshot): Promise<InvoiceMonth> => {
  const { org, month, zone, inputs } = snapshot
  const bounds: Bounds = inputs
  const [events, usage, late, rates, terms] = await Promise.all([
    loadTenantEvents(db, org, { upTo: bounds.sequence }),
    loadUsageEvents(db, org, monthSpan(month), bounds.sequence),
    loadLateUsage(db, org, bounds),
    loadTaxRates(db),
    loadTerms(db, org),
  ])
  const tenants = byTenant(events)
  const [books, corrected] = await Promise.all([
    loadPriceBooks(db, booksNamed(termsThen(terms, snapshot), [...usage, ...late])),
    // Tenants were corrected by no invoice that was issued before terms had days.
    inputs.termsVersion === undefined ? [] : loadCorrected(db, org, bounds, { terms, rates, tenants }),
  ])
  return { month, zone, ...supplyThen(snapshot, { terms, books, rates }), tenants, usage, late, corrected }
}
