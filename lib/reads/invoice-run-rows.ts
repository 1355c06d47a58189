import { setImmediate as breathe } from 'node:timers/promises'
import { findLateMonths, loadBilledMonths } from '@/db/queries/billed-months'
import { loadDeclared } from '@/db/queries/declared-words'
import { booksNamed, byTenant, inputsOf } from '@/db/queries/invoice-month'
import { loadInvoiceRun, type RunFacts } from '@/db/queries/invoice-run'
import { documentTerms, type Org } from '@/db/queries/orgs'
import { findSeller, findSellerZone, findSetupPause } from '@/db/queries/platform'
import { loadPriceBooks, loadTaxRates } from '@/db/queries/price-books'
import { type Ctx, requirePermission } from '@/lib/context'
import type { Biller } from '@/lib/core/funding/biller'
import { groupBy } from '@/lib/core/group-by'
import { carriedOver, carriedWords } from '@/lib/core/invoices/carried-over'
import { invoiceTotals, isInvoiced } from '@/lib/core/invoices/draft'
import { draftNewInvoice } from '@/lib/core/invoices/draft-new-invoice'
import { draftTerms, refuseOpenMonth, refuseTreatments } from '@/lib/core/invoices/draft-terms'
import type { Seller } from '@/lib/core/invoices/snapshot'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { invoiceMonth } from '@/lib/core/pricing/invoice-month'
import type { PriceBook } from '@/lib/core/pricing/price-book'
import { type BilledMonth, tenantCorrections } from '@/lib/core/pricing/tenant-corrections'
import type { TaxRate } from '@/lib/core/pricing/vat'
import { isRefused, type Refused } from '@/lib/core/refusal'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Month } from '@/lib/core/time/day'
import type { Declared } from '@/lib/core/usage/meter-words'

/** What the run of a month is for one org. */
export type RunState =
  /** What of it is carried over, in words; empty if nothing is. */
  | { readonly state: 'nothing'; readonly carried: string }
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
  readonly setupPauseDays: number
  readonly seller: Seller | null
  /** Whose days date what is issued. */
  readonly sellerZone: string
  readonly corrected: ReadonlyMap<string, readonly BilledMonth[]>
  readonly declared: Declared
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
  const [loaded, rates, seller, sellerZone, setupPauseDays, declared] = await Promise.all([
    loadInvoiceRun(db, names, month),
    loadTaxRates(db),
    findSeller(db),
    findSellerZone(db),
    findSetupPause(db),
    loadDeclared(db),
  ])
  const priced = loaded.flatMap(({ usage, late }) => [...usage, ...late])
  const books = await loadPriceBooks(
    db,
    booksNamed(
      orgs.flatMap(({ terms }) => terms),
      priced,
    ),
  )
  const corrected = await loadCorrections(ctx, orgs, loaded, rates)
  const shared = { month, books, rates, setupPauseDays, seller, sellerZone, corrected, declared }
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

/** What was recorded late of tenants, by org: only of those of which something was. */
const loadCorrections = async (
  { db }: Ctx,
  orgs: readonly Org[],
  loaded: readonly RunFacts[],
  rates: readonly TaxRate[],
): Promise<ReadonlyMap<string, readonly BilledMonth[]>> => {
  const late = groupBy(
    await findLateMonths(
      db,
      orgs.map(({ org }) => org),
    ),
    ({ org }) => org,
  )
  const corrected = new Map<string, readonly BilledMonth[]>()
  for (const { org, terms } of orgs) {
    const [months, facts] = [late.get(org), loaded.find((each) => each.org === org)]
    if (!months || !facts) continue
    const known = { terms, rates, tenants: byTenant(facts.events) }
    corrected.set(org, await loadBilledMonths(db, org, months, facts, known))
  }
  return corrected
}

const rowOf = (ctx: Ctx, org: Org, facts: RunFacts, shared: Shared): RunRow => {
  const about = { org: org.org, name: org.name, biller: facts.biller }
  const { invoice } = facts
  return invoice
    ? { ...about, state: 'issued', ...invoice }
    : { ...about, currency: org.currency, ...stateOf(ctx, org, facts, shared) }
}

const stateOf = (
  ctx: Ctx,
  found: Org,
  facts: RunFacts,
  { month, books, rates, setupPauseDays, seller, sellerZone, corrected, declared }: Shared,
): RunState => {
  const { org, config, terms } = found
  const issuedOn = dayAt(ctx.now, sellerZone)
  const open = refuseOpenMonth(month, config.zone, dayAt(ctx.now, config.zone))
  const lines = invoiceMonth({
    month,
    zone: config.zone,
    terms,
    books,
    rates,
    setupPauseDays,
    tenants: byTenant(facts.events),
    usage: facts.usage,
    late: facts.late,
    corrected: corrected.get(org) ?? [],
  })
  if (isRefused(lines)) return { state: 'blocked', total: null, refused: open ?? lines }
  const sum = invoiceTotals(lines).total
  if (!isInvoiced(lines)) {
    const tenants = tenantCorrections(corrected.get(org) ?? [])
    const carried = isRefused(tenants) ? null : carriedOver(lines, tenants)
    return { state: 'nothing', carried: carried ? carriedWords(carried, found.currency) : '' }
  }
  const total = formatDecimal(sum, minorPlaces)
  const barred = open ?? refuseTreatments(terms, month)
  if (barred) return { state: 'blocked', total, refused: barred }
  const { sequence, since } = facts
  const inputs = inputsOf({ sequence, since, terms, books, rates, setupPauseDays }, month)
  const about = { org, month, issuedOn, currency: found.currency, seller, inputs, ...documentTerms(found) }
  const draft = draftNewInvoice(lines, draftTerms(about), declared)
  return isRefused(draft) ? { state: 'blocked', total, refused: draft } : { state: 'ready', total: draft.total }
}
