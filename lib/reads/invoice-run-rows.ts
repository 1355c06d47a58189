import { setImmediate as breathe } from 'node:timers/promises'
import { bookOf, byTenant } from '@/db/queries/invoice-month'
import { loadInvoiceRun, type RunFacts } from '@/db/queries/invoice-run'
import type { Org } from '@/db/queries/orgs'
import { findSeller, findSellerZone } from '@/db/queries/platform'
import { loadPriceBooks, loadTaxRates } from '@/db/queries/price-books'
import { type Ctx, requirePermission } from '@/lib/context'
import type { Biller } from '@/lib/core/funding/biller'
import { invoiceTotals } from '@/lib/core/invoices/draft'
import { draftNewInvoice } from '@/lib/core/invoices/draft-new-invoice'
import { draftTerms, refuseOpenMonth } from '@/lib/core/invoices/draft-terms'
import type { Seller } from '@/lib/core/invoices/snapshot'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { invoiceMonth } from '@/lib/core/pricing/invoice-month'
import { latestVersion, type PriceBook } from '@/lib/core/pricing/price-book'
import type { TaxRate } from '@/lib/core/pricing/vat'
import { isRefused, type Refused } from '@/lib/core/refusal'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Month } from '@/lib/core/time/day'

/** What the run of a month is for one org. */
export type RunState =
  | { readonly state: 'nothing' }
  | { readonly state: 'ready'; readonly total: string }
  | { readonly state: 'issued'; readonly total: string; readonly number: string; readonly invoiceId: string }
  /** The total is null where not even that can be worked out. */
  | { readonly state: 'blocked'; readonly total: string | null; readonly refused: Refused }

export type RunRow = {
  readonly org: string
  readonly name: string
  readonly biller: Biller
  readonly currency: string
} & RunState

type Shared = {
  readonly month: Month
  readonly books: ReadonlyMap<string, PriceBook>
  readonly rates: readonly TaxRate[]
  readonly seller: Seller | null
  /** Whose days date what is issued. */
  readonly sellerZone: string
}

/**
 * What issuing would give for each of these orgs (I6), by the same computation as its preview and its invoice, from facts
 * that were read for all of them at once. An org without anything to bill is that, whatever else it lacks.
 */
export const runRows = async (ctx: Ctx, orgs: readonly Org[], month: Month): Promise<RunRow[]> => {
  requirePermission(ctx, 'platform:admin')
  if (orgs.length === 0) return []
  const { db } = ctx
  const names = orgs.map(({ org }) => org)
  const [loaded, rates, seller, sellerZone] = await Promise.all([
    loadInvoiceRun(db, names, month),
    loadTaxRates(db),
    findSeller(db),
    findSellerZone(db),
  ])
  const priced = loaded.flatMap(({ usage, late }) => [...usage, ...late].map(({ book }) => book))
  const books = await loadPriceBooks(db, [...orgs.map(({ config }) => config.priceBook), ...priced])
  const shared = { month, books, rates, seller, sellerZone }
  const factsOf = new Map(loaded.map((facts) => [facts.org, facts]))
  const rows: RunRow[] = []
  for (const org of orgs) {
    const facts = factsOf.get(org.org)
    if (facts) rows.push(rowOf(ctx, org, facts, shared))
    // Others are answered between two orgs: with much usage each takes a while.
    await breathe()
  }
  return rows
}

const rowOf = (ctx: Ctx, org: Org, facts: RunFacts, shared: Shared): RunRow => {
  const { currency } = bookOf(shared.books, org.config.priceBook)
  const about = { org: org.org, name: org.name, biller: facts.biller }
  const { invoice } = facts
  return invoice
    ? { ...about, state: 'issued', ...invoice }
    : { ...about, currency, ...stateOf(ctx, org, facts, shared) }
}

const stateOf = (
  ctx: Ctx,
  found: Org,
  facts: RunFacts,
  { month, books, rates, seller, sellerZone }: Shared,
): RunState => {
  const { org, config } = found
  const book = bookOf(books, config.priceBook)
  const issuedOn = dayAt(ctx.now, sellerZone)
  const open = refuseOpenMonth(month, config.zone, dayAt(ctx.now, config.zone))
  const lines = invoiceMonth({
    month,
    zone: config.zone,
    tax: { treatment: config.treatment, rates },
    book,
    books,
    tenants: byTenant(facts.events),
    usage: facts.usage,
    late: facts.late,
  })
  if (isRefused(lines)) return { state: 'blocked', total: null, refused: open ?? lines }
  const sum = invoiceTotals(lines).total
  if (sum <= 0n) return { state: 'nothing' }
  const total = formatDecimal(sum, minorPlaces)
  if (open) return { state: 'blocked', total, refused: open }
  const inputs = {
    sequence: facts.sequence,
    since: facts.since,
    priceBook: config.priceBook,
    priceVersion: latestVersion(book),
    taxVersion: Math.max(0, ...rates.map((rate) => rate.version)),
  }
  const { currency } = book
  const draft = draftNewInvoice(lines, draftTerms({ org, month, issuedOn, config, currency, seller, inputs }))
  return isRefused(draft) ? { state: 'blocked', total, refused: draft } : { state: 'ready', total: draft.total }
}
