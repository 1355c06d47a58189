import type { Db } from '@/db/client'
import { readInstant, readPico } from '@/db/columns'
import { groupBy } from '@/lib/core/group-by'
import type { Currency } from '@/lib/core/invoices/snapshot'
import { changesOf } from '@/lib/core/pricing/billing-terms'
import type { DayTerms } from '@/lib/core/pricing/day-terms'
import type { UsageRow } from '@/lib/core/pricing/usage-groups'
import type { WhatIfFacts } from '@/lib/core/pricing/what-if'
import type { MonthDays, WhatIfOrg } from '@/lib/core/pricing/what-if-lines'
import type { TenantEvent, TenantEventKind } from '@/lib/core/tenants/timeline'
import { addDays, type Day, monthOf } from '@/lib/core/time/day'
import { lookUp } from './look-up'
import { findSetupPause } from './platform'
import { listPriceBookNames, loadPriceBooks, loadTaxRates } from './price-books'

type OrgRow = { org: string; zone: string; terms: DayTerms[] }
type UsageJson = {
  org: string
  day: Day
  meter: string
  book: string
  version: number
  quantity: string
  amount: string
  events: string
}
type EventRow = {
  org: string
  id: string
  tenant: string
  kind: TenantEventKind
  skill: string
  at: string
  sequence: string
}

/** The orgs that are on a book on a day, each with its terms on all days. */
const listOrgsOnBook = (db: Db, book: string, day: Day): Promise<OrgRow[]> =>
  lookUp(async () => [
    ...(await db.$client<OrgRow[]>`
      select c.org_id as org, c.zone,
             (select json_agg(json_build_object('version', t.version, 'effectiveOn', t.effective_on,
                'treatment', t.treatment, 'priceBook', t.price_book)) from org_terms t where t.org_id = c.org_id) as terms
        from org_billing_config c
        join lateral (
          select price_book from org_terms where org_id = c.org_id and effective_on <= ${day}
           order by effective_on desc, version desc limit 1) t on t.price_book = ${book}
       order by c.org_id`),
  ])

/**
 * Usage of all orgs on a book, from the roll-up by day: by org, meter and version of its price, and by the time between
 * two of the marks, within which one tax rate holds. A row's day is the first of its days. The marks are read once, not
 * for each row: `offset 0` keeps them apart.
 */
const sumUsage = (db: Db, orgs: readonly string[], marks: readonly Day[], end: Day): Promise<UsageJson[]> =>
  lookUp(async () => {
    const from = marks[0] ?? end
    return [
      ...(await db.$client<UsageJson[]>`
        select d.org_id as org, min(d.day_on) as day, d.meter, d.price_book as book, d.price_version as version,
               sum(d.quantity)::text as quantity, sum(d.amount)::text as amount, sum(d.events)::text as events
          from (select ${`{${marks.join(',')}}`}::text::date[] as marks offset 0) m
          cross join unnest(${[...orgs]}::text[]) as o (org_id)
          join usage_daily d on d.org_id = o.org_id and d.day_on >= ${from} and d.day_on < ${end}
         group by d.org_id, width_bucket(d.day_on, m.marks), d.meter, d.price_book, d.price_version`),
    ]
  })

const listTenantEvents = (db: Db, orgs: readonly string[]): Promise<EventRow[]> =>
  lookUp(async () => {
    const sql = db.$client
    const from = sql`where e.org_id = any(${[...orgs]}::text[])`
    const columns = sql`e.org_id as org, e.event_id as id, e.tenant, e.kind, e.occurred_at as at, e.sequence::text`
    return [
      ...(await sql<EventRow[]>`
        select ${columns}, '' as skill from tenant_billing_lifecycle e ${from}
        union all select ${columns}, e.skill from tenant_skill_events e ${from}
        union all select ${columns}, '' from tenant_suspension_events e ${from}`),
    ]
  })

const usageOf = (row: UsageJson): UsageRow => {
  const amount = readPico(row.amount)
  return {
    ...row,
    resource: '',
    quantity: readPico(row.quantity),
    amount,
    postpaid: amount,
    events: Number(row.events),
  }
}

const eventOf = (row: EventRow): TenantEvent => ({
  ...row,
  at: readInstant(row.at),
  sequence: BigInt(row.sequence),
})

/** The first days of the months, and of the tax rates and terms in between, in order. */
const marksOf = (months: readonly MonthDays[], dated: readonly { readonly effectiveOn: Day }[]): Day[] => {
  const starts = months.map(({ span }) => span.start)
  const changes = dated.map(({ effectiveOn }) => effectiveOn).filter((day) => day > (starts[0] ?? day))
  return [...new Set([...starts, ...changes])].sort()
}

/**
 * Everything that a what-if of a book is computed from: the orgs that are on it on the last of the days, what they used
 * and which tenants they ran.
 * @param months consecutive.
 */
export const loadWhatIf = async (
  db: Db,
  book: string,
  currency: Currency,
  months: readonly MonthDays[],
): Promise<WhatIfFacts> => {
  const [names, rates, setupPauseDays] = await Promise.all([
    listPriceBookNames(db),
    loadTaxRates(db),
    findSetupPause(db),
  ])
  const end = months.at(-1)?.span.end ?? ''
  const [books, orgs] = await Promise.all([
    loadPriceBooks(
      db,
      names.map(({ name }) => name),
    ),
    listOrgsOnBook(db, book, addDays(end, -1)),
  ])
  const onBook = orgs.map(({ org }) => org)
  const marks = marksOf(months, [...rates, ...orgs.flatMap(({ terms }) => changesOf(terms))])
  const [usage, events] = await Promise.all([sumUsage(db, onBook, marks, end), listTenantEvents(db, onBook)])
  const used = groupBy(usage, ({ org }) => org)
  const told = groupBy(events, ({ org }) => org)
  const found = orgs.map(
    ({ org, zone, terms }): WhatIfOrg => ({
      org,
      zone,
      terms,
      tenants: groupBy((told.get(org) ?? []).map(eventOf), ({ tenant }) => tenant),
      usage: groupBy((used.get(org) ?? []).map(usageOf), ({ day }) => monthOf(day)),
    }),
  )
  return {
    book: books.get(book) ?? { name: book, currency, versions: [] },
    books,
    rates,
    setupPauseDays,
    months,
    orgs: found,
  }
}
