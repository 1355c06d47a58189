import type { Db } from '@/db/client'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { asOfTerms, type DatedTerms, firstDay } from '@/lib/core/pricing/billing-terms'
import type { DayTerms, SupplyTerms } from '@/lib/core/pricing/day-terms'
import { asOfVersion, type PriceBook } from '@/lib/core/pricing/price-book'
import { type BilledMonth, billedOf } from '@/lib/core/pricing/tenant-corrections'
import type { TaxRate } from '@/lib/core/pricing/vat'
import type { TenantEvent } from '@/lib/core/tenants/timeline'
import type { Month } from '@/lib/core/time/day'
import type { Bounds } from './invoice-inputs'
import { lookUp } from './look-up'
import { loadPriceBooks } from './price-books'

/** An invoiced month of an org, and the tenants of which a fact was told after its invoice. */
export type LateMonth = { readonly org: string; readonly month: Month; readonly tenants: readonly string[] }

/**
 * The invoiced months of some orgs that a fact of a tenant touches which was told after the month's invoice: one that
 * lies in the month or before it.
 * @param within bounds for one org; else everything that is recorded.
 */
export const findLateMonths = (db: Db, orgs: readonly string[], within?: Bounds): Promise<LateMonth[]> =>
  lookUp(async () => {
    const sql = db.$client
    const { sequence = null, since = null } = within ?? {}
    const told = (table: string) => sql`
      select e.org_id, e.tenant, e.occurred_at, e.sequence from ${sql(table)} e
       where e.org_id = any(${[...orgs]}::text[]) and (${sequence}::bigint is null or e.sequence <= ${sequence}::bigint)`
    const rows = await sql<{ org: string; month: string; tenants: string[] }[]>`
      select i.org_id as org, to_char(i.month_on, 'YYYY-MM') as month, array_agg(distinct e.tenant) as tenants
        from invoices i
        join org_billing_config c on c.org_id = i.org_id
        join (${told('tenant_billing_lifecycle')} union all ${told('tenant_skill_events')}
              union all ${told('tenant_suspension_events')}) e
          on e.org_id = i.org_id and e.sequence > i.sequence
         and e.occurred_at < (i.month_on + interval '1 month') at time zone c.zone
       where i.org_id = any(${[...orgs]}::text[]) and i.series = 'invoice'
         and (${since}::bigint is null or i.sequence <= ${since}::bigint)
       group by i.org_id, i.month_on
       order by i.org_id, i.month_on`
    return rows.map((row) => ({ ...row }))
  })

type Issued = { readonly sequence: bigint; readonly snapshot: InvoiceSnapshot }

/** The invoices of some months, and all that correct tenants of any. */
const loadIssued = (db: Db, org: string, months: readonly Month[], since: string): Promise<Issued[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ sequence: string; snapshot: string }[]>`
      select i.sequence::text, i.snapshot from invoices i
       where i.org_id = ${org} and i.series = 'invoice' and i.sequence <= ${since}
         and (i.month_on = any(${months.map((month) => `${month}-01`)}::text[]::date[])
           or exists (select from invoice_lines l where l.org_id = i.org_id and l.invoice_id = i.invoice_id
             and l.kind in ('fee_correction', 'skill_correction')))`
    return rows.map(({ sequence, snapshot }) => ({ sequence: BigInt(sequence), snapshot: JSON.parse(snapshot) }))
  })

/** The terms that an invoice was computed with: before they had days, its one treatment and price book. */
export const termsThen = (terms: readonly DatedTerms[], { treatment, inputs }: InvoiceSnapshot): readonly DayTerms[] =>
  inputs.termsVersion === undefined
    ? [{ version: 0, effectiveOn: firstDay, treatment, priceBook: inputs.priceBook }]
    : asOfTerms(terms, inputs.termsVersion)

/** Books as they were when the invoice was issued, for fees and skills; usage names the versions it was priced by. */
const booksThen = (
  books: ReadonlyMap<string, PriceBook>,
  { priceBook, priceVersion, bookVersions = {} }: InvoiceSnapshot['inputs'],
): ReadonlyMap<string, PriceBook> => {
  const versions = new Map([...Object.entries(bookVersions), [priceBook, priceVersion] as const])
  return new Map(
    [...books].map(([name, book]) => {
      const version = versions.get(name)
      return [name, version === undefined ? book : asOfVersion(book, version)]
    }),
  )
}

/** What supplies of an issued invoice's month cost and are taxed, as it knew it. */
export const supplyThen = (
  snapshot: InvoiceSnapshot,
  { terms, books, rates }: Pick<SupplyTerms, 'books' | 'rates'> & { readonly terms: readonly DatedTerms[] },
): SupplyTerms => ({
  terms: termsThen(terms, snapshot),
  books: booksThen(books, snapshot.inputs),
  rates: rates.filter((rate) => rate.version <= snapshot.inputs.taxVersion),
  setupPauseDays: snapshot.inputs.setupPauseDays ?? 0,
})

type Known = {
  readonly terms: readonly DatedTerms[]
  readonly rates: readonly TaxRate[]
  readonly tenants: ReadonlyMap<string, readonly TenantEvent[]>
}

/**
 * What the corrections of an org's tenants are computed from: its late months, with the terms of each month's invoice and
 * what was billed for it so far. It reads nothing more than the late months if there are none.
 */
export const loadBilledMonths = async (
  db: Db,
  org: string,
  late: readonly LateMonth[],
  { since }: Bounds,
  { terms, rates, tenants }: Known,
): Promise<BilledMonth[]> => {
  if (late.length === 0) return []
  const issued = await loadIssued(
    db,
    org,
    late.map(({ month }) => month),
    since,
  )
  const all = issued.flatMap(({ snapshot }) => snapshot.lines.flatMap((line) => billedOf(line, snapshot) ?? []))
  const named = issued.flatMap(({ snapshot }) => [
    snapshot.inputs.priceBook,
    ...Object.keys(snapshot.inputs.bookVersions ?? {}),
  ])
  const books = await loadPriceBooks(db, named)
  return late.flatMap(({ month, tenants: names }): BilledMonth[] => {
    const own = issued.find(({ snapshot }) => snapshot.month === month)
    if (!own) return []
    const { sequence, snapshot } = own
    return [
      {
        month,
        zone: snapshot.zone,
        told: sequence,
        ...supplyThen(snapshot, { terms, books, rates }),
        tenants: new Map(names.map((name) => [name, tenants.get(name) ?? []])),
        billed: all.filter((line) => line.month === month && names.includes(line.tenant)),
      },
    ]
  })
}
