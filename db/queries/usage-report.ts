import type { Db } from '@/db/client'
import { readInstant, readPico } from '@/db/columns'
import type { Pico } from '@/lib/core/money/amount'
import type { Day, DaySpan } from '@/lib/core/time/day'
import type { Quantity } from '@/lib/core/usage/price'
import { lookUp } from './look-up'

/** What a report is about; null is all. */
export type UsageOf = { readonly span: DaySpan; readonly meter: string | null; readonly resource: string | null }

/** What was used of a resource, at its price, no matter who paid. */
export type ResourceSum = {
  readonly resource: string
  readonly meters: readonly string[]
  readonly amount: Pico
  readonly events: number
}

/** The resources of a span, the most expensive first. */
export const sumResources = (
  db: Db,
  org: string,
  { span, meter, resource }: UsageOf,
  skip: number,
  most: number,
): Promise<ResourceSum[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ resource: string; meters: string[]; amount: string; events: string }[]>`
      select resource, array_to_json(array_agg(distinct meter order by meter)) as meters, sum(amount)::text as amount,
             sum(events)::text as events
        from usage_daily
       where org_id = ${org} and day_on >= ${span.start} and day_on < ${span.end}
         and (${meter}::text is null or meter = ${meter}) and (${resource}::text is null or resource = ${resource})
       group by resource order by sum(amount) desc, resource limit ${most} offset ${skip}`
    return rows.map((row) => ({ ...row, amount: readPico(row.amount), events: Number(row.events) }))
  })

/** One row of the roll-up: what was used of a resource and meter on a day, at one version of its price. */
export type DailyRow = {
  readonly day: Day
  readonly meter: string
  readonly unit: string
  readonly resource: string
  readonly quantity: Quantity
  readonly amount: Pico
  readonly events: number
  /** What was told and taken back since, or replaced by what it was amended to: quantity and amount are without it. */
  readonly takenBack: Pico
}

/** The roll-up by day, meter and resource, in this order, from after a row on; for exports, page by page. */
export const listDailyRows = (
  db: Db,
  org: string,
  { span, meter, resource }: UsageOf,
  after: Pick<DailyRow, 'day' | 'meter' | 'resource'> | null,
  most: number,
): Promise<DailyRow[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ [Key in keyof DailyRow]: string }[]>`
      with taken_back as (
        select e.day_on, e.meter, e.resource, -sum(e.amount) as amount
          from usage_changes c join usage_events e on e.org_id = c.org_id and e.idempotency_key = c.compensation
         where c.org_id = ${org} and e.day_on >= ${span.start} and e.day_on < ${span.end}
         group by 1, 2, 3
      )
      select d.day_on as day, d.meter, coalesce(max(m.unit), '') as unit, d.resource, sum(d.quantity)::text as quantity,
             sum(d.amount)::text as amount, sum(d.events)::text as events,
             coalesce(max(b.amount), 0)::text as "takenBack"
        from usage_daily d
        left join meter_pricing m on m.price_book = d.price_book and m.version = d.price_version and m.meter = d.meter
        left join taken_back b on b.day_on = d.day_on and b.meter = d.meter and b.resource = d.resource
       where d.org_id = ${org} and d.day_on >= ${span.start} and d.day_on < ${span.end}
         and (${meter}::text is null or d.meter = ${meter}) and (${resource}::text is null or d.resource = ${resource})
         and (${after?.day ?? null}::date is null
           or (d.day_on, d.meter, d.resource) > (${after?.day ?? null}::date, ${after?.meter ?? ''}, ${after?.resource ?? ''}))
       group by d.day_on, d.meter, d.resource order by d.day_on, d.meter, d.resource limit ${most}`
    return rows.map((row) => ({
      ...row,
      quantity: readPico(row.quantity),
      amount: readPico(row.amount),
      events: Number(row.events),
      takenBack: readPico(row.takenBack),
    }))
  })

/** A usage event as it was recorded. */
export type EventRow = {
  readonly key: string
  /** ISO-8601. */
  readonly at: string
  /** Where it stands among all that was recorded of the org. */
  readonly sequence: string
  readonly meter: string
  readonly unit: string
  readonly resource: string
  readonly quantity: Quantity
  readonly amount: Pico
  readonly paidBy: string
  readonly priceBook: string
  readonly priceVersion: number
  /** What became of it; empty if it is as it was told. */
  readonly became: '' | 'taken_back' | 'amended'
  /** What it does to an event that was told before; empty if nothing. */
  readonly does: '' | 'takes_back' | 'amends'
  /** The key under which that event was told; empty if there is none. */
  readonly originalKey: string
}

/** Where an event stands in the order in which events are listed. */
export type EventPlace = { readonly day: Day; readonly at: string; readonly sequence: string }

/** Before or after an event; the latest if neither is given. */
export type EventsAround = { readonly before?: EventPlace; readonly after?: EventPlace }

/** Where the event of a sequence stands; null if the org has none. */
export const findEventPlace = (db: Db, org: string, sequence: string): Promise<EventPlace | null> =>
  lookUp(async () => {
    const [row] = await db.$client<EventPlace[]>`
      select day_on as day, occurred_at as at, sequence::text from usage_events
       where org_id = ${org} and sequence = ${sequence} limit 1`
    return row ?? null
  })

/**
 * The events behind a figure by day and time, the latest first, those of one instant as they were recorded. Of each meter
 * and day they are read in the order of an index, and no more than `most`: from as many days as the roll-up says it takes
 * (a day has no fewer events than are counted, since one that was taken back is not). So a page takes no longer if more
 * happened on its days.
 */
export const listEvents = (
  db: Db,
  org: string,
  { span, meter, resource }: UsageOf,
  { before, after }: EventsAround,
  most: number,
): Promise<EventRow[]> =>
  lookUp(async () => {
    const sql = db.$client
    const place = after ?? before ?? null
    const [order, beyond, end] = after ? [sql`asc`, sql`>`, '-infinity'] : [sql`desc`, sql`<`, 'infinity']
    const day = place?.day ?? null
    const ofResource = (table: string) => (resource === null ? sql`true` : sql`${sql(table)}.resource = ${resource}`)
    const rows = await sql<(Omit<EventRow, 'quantity' | 'amount'> & { quantity: string; amount: string })[]>`
      with busy as (
        select d.day_on, d.meter, sum(sum(d.events) filter (where d.day_on is distinct from ${day}::date))
                 over (order by d.day_on ${order} range between unbounded preceding and '1 day' preceding) as passed
          from usage_daily d
         where d.org_id = ${org} and d.day_on >= ${span.start} and d.day_on < ${span.end}
           and ${day === null ? sql`true` : sql`d.day_on ${beyond}= ${day}::date`}
           and ${meter === null ? sql`true` : sql`d.meter = ${meter}`} and ${ofResource('d')}
         group by d.day_on, d.meter
      ), page as (
        select u.* from busy b
         cross join lateral (
           select * from usage_events e
            where e.org_id = ${org} and e.day_on = b.day_on and e.meter = b.meter and ${ofResource('e')}
              and (e.occurred_at, e.sequence) ${beyond} (
                case when b.day_on = ${day}::date then ${place?.at ?? null}::timestamptz else ${end}::timestamptz end,
                ${place?.sequence ?? '0'}::bigint)
            order by e.occurred_at ${order}, e.sequence ${order} limit ${most}) u
         where coalesce(b.passed, 0) < ${most}
         order by u.day_on ${order}, u.occurred_at ${order}, u.sequence ${order} limit ${most}
      )
      select e.idempotency_key as key, e.occurred_at as at, e.sequence::text, e.meter, coalesce(m.unit, '') as unit,
             e.resource, e.quantity::text, e.amount::text, e.paid_by as "paidBy", e.price_book as "priceBook",
             e.price_version as "priceVersion", coalesce(c.kind, '') as became,
             case when e.takes_back is not null then 'takes_back' when e.original_key is not null then 'amends' else '' end as does,
             coalesce(e.original_key, '') as "originalKey"
        from page e
        left join meter_pricing m on m.price_book = e.price_book and m.version = e.price_version and m.meter = e.meter
        left join usage_changes c on c.org_id = e.org_id and c.changed = e.idempotency_key
         and c.idempotency_key = coalesce(e.original_key, e.idempotency_key)
       order by e.day_on desc, e.occurred_at desc, e.sequence desc`
    return rows.map((row) => ({
      ...row,
      at: readInstant(row.at).toString(),
      quantity: readPico(row.quantity),
      amount: readPico(row.amount),
    }))
  })
