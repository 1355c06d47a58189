import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { UsageRow } from '@/lib/core/pricing/usage-groups'
import type { DaySpan } from '@/lib/core/time/day'
import { lookUp } from './look-up'

/** How many events are in force: one that takes another one back takes it out of the count, too. */
export const eventCount = (sql: Db['$client']) => sql`sum(case when takes_back is null then 1 else -1 end)::int`

/**
 * True of usage `u` that its month's invoice can have missed: the month was over when it was recorded, or nearly. In the
 * very words of the index that has only these, so that what is used in the running month is not looked through.
 */
export const isRecordedLater = (sql: Db['$client']) =>
  sql`u.day_on < date_trunc('month', (u.recorded_at at time zone 'UTC') + interval '2 days')`

/** Usage as JSON has it. */
export type UsageJson = {
  day: string
  meter: string
  resource: string
  book: string
  version: number
  quantity: string
  amount: string
  postpaid: string
  events: number
}

export const usageOf = (row: UsageJson): UsageRow => ({
  ...row,
  quantity: readPico(row.quantity),
  amount: readPico(row.amount),
  postpaid: readPico(row.postpaid),
})

/** How far an org's facts reach, and how far they were billed before. */
export type Bounds = { readonly sequence: string; readonly since: string }

/**
 * What an org used in a span, with the sequence up to which this is everything: one statement, so one instant.
 * Null where the org is unknown.
 */
export const loadUsage = (db: Db, org: string, span: DaySpan): Promise<(Bounds & { usage: UsageRow[] }) | null> =>
  lookUp(async () => {
    const [row] = await db.$client<{ sequence: string; since: string; usage: UsageJson[] }[]>`
      select a.sequence::text as sequence,
        (select coalesce(max(i.sequence), -1) from invoices i where i.org_id = a.org_id)::text as since,
        (select coalesce(json_agg(json_build_object('day', d.day_on, 'meter', d.meter, 'resource', d.resource,
            'book', d.price_book, 'version', d.price_version, 'quantity', d.quantity::text,
            'amount', d.amount::text, 'postpaid', d.postpaid::text, 'events', d.events)), '[]')
           from usage_daily d
          where d.org_id = a.org_id and d.day_on >= ${span.start} and d.day_on < ${span.end}) as usage
        from org_accounts a where a.org_id = ${org}`
    return row ? { sequence: row.sequence, since: row.since, usage: row.usage.map(usageOf) } : null
  })

/** How far an org's facts reach now; null if it is unknown. */
export const findBounds = (db: Db, org: string): Promise<Bounds | null> =>
  lookUp(async () => {
    const [row] = await db.$client<Bounds[]>`
      select a.sequence::text as sequence,
             (select coalesce(max(i.sequence), -1) from invoices i where i.org_id = a.org_id)::text as since
        from org_accounts a where a.org_id = ${org}`
    return row ? { sequence: row.sequence, since: row.since } : null
  })

/** What an org used in a span from the raw events, bounded: what a computation could see when the org stood at `upTo`. */
export const loadUsageEvents = (db: Db, org: string, span: DaySpan, upTo: string): Promise<UsageRow[]> =>
  lookUp(async () => {
    const rows = await db.$client<UsageJson[]>`
      select day_on as day, meter, resource, price_book as book, price_version as version,
             sum(quantity)::text as quantity, sum(amount)::text as amount,
             sum(postpaid)::text as postpaid,
             ${eventCount(db.$client)} as events
        from usage_events
       where org_id = ${org} and day_on >= ${span.start} and day_on < ${span.end} and sequence <= ${upTo}
       group by 1, 2, 3, 4, 5`
    return rows.map(usageOf)
  })

/**
 * Usage that came in after the org was last billed, for months that had been invoiced by then (M5). One instant with
 * nothing: it is bounded by sequence on both sides.
 */
export const loadLateUsage = (db: Db, org: string, { sequence, since }: Bounds): Promise<UsageRow[]> =>
  lookUp(async () => {
    const rows = await db.$client<UsageJson[]>`
      select u.day_on as day, u.meter, u.resource, u.price_book as book, u.price_version as version,
             sum(u.quantity)::text as quantity, sum(u.amount)::text as amount,
             sum(u.postpaid)::text as postpaid,
             ${eventCount(db.$client)} as events
        from usage_events u
       where u.org_id = ${org} and u.sequence > ${since} and u.sequence <= ${sequence}
         and ${isRecordedLater(db.$client)}
         and date_trunc('month', u.day_on)::date in (
           select i.month_on from invoices i
            where i.org_id = ${org} and i.series = 'invoice' and i.sequence <= ${since})
       group by 1, 2, 3, 4, 5`
    return rows.map(usageOf)
  })
