import type { Fragment } from 'postgres'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { DueWork } from './backlogs'
import { lookUp } from './look-up'

export type StripeEventState = 'received' | 'done' | 'ignored' | 'failing'

/** A Stripe event as it was received, and what became of it. */
export type StripeEventRow = {
  readonly eventId: string
  readonly type: string
  readonly state: StripeEventState
  readonly sentence: string
  readonly attempts: number
  /** The version of the API in which it was written; empty where that is not known. */
  readonly apiVersion: string
  readonly receivedAt: Temporal.Instant
  /** Null as long as it fails. */
  readonly settledAt: Temporal.Instant | null
}

export type ListedStripeEvent = StripeEventRow & { readonly org: string | null; readonly orgName: string | null }

type Row = Omit<ListedStripeEvent, 'receivedAt' | 'settledAt'> & { receivedAt: string; settledAt: string | null }

const eventOf = <T extends Pick<Row, 'receivedAt' | 'settledAt'>>(row: T) => ({
  ...row,
  receivedAt: Temporal.Instant.from(row.receivedAt),
  settledAt: row.settledAt === null ? null : Temporal.Instant.from(row.settledAt),
})

export type StripeEventSearch = {
  readonly state?: StripeEventState | undefined
  readonly type?: string | undefined
  readonly skip: number
  readonly most: number
}

/** Stripe events, newest first, each with its org: as its object says, or whose customer or dispute it is about. */
export const listStripeEvents = (
  db: Db,
  { state, type, skip, most }: StripeEventSearch,
): Promise<ListedStripeEvent[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<Row[]>`
      with found as materialized (
        select event_id, type, state, sentence, attempts, api_version, received_at, settled_at,
               payload #> '{data,object}' as about
          from stripe_events
         where ${state ? sql`state = ${state}` : sql`true`} and ${type ? sql`type = ${type}` : sql`true`}
         order by received_at desc, event_id desc limit ${most} offset ${skip}
      ), named as (
        select found.*, case when about->>'object' = 'customer' then about->>'id'
            else coalesce(about #>> '{customer,id}', about->>'customer') end as customer
          from found
      )
      select n.event_id as "eventId", n.type, n.state, n.sentence, n.attempts, n.api_version as "apiVersion",
             n.received_at::text as "receivedAt", n.settled_at::text as "settledAt", o.org_id as org, o.name as "orgName"
        from named n
        left join lateral (
          select m.org_id from org_payment_methods m
           where m.stripe_customer_id = n.customer and n.customer <> '' limit 1) c on true
        left join lateral (
          select d.org_id from disputes d
           where d.dispute_id = n.about->>'id' and n.type like 'charge.dispute.%' limit 1) d on true
        left join orgs o on o.org_id = coalesce(n.about #>> '{metadata,org}', c.org_id, d.org_id)
       order by n.received_at desc, n.event_id desc`
    return rows.map(eventOf)
  })

export const findStripeEvent = (db: Db, eventId: string): Promise<StripeEventRow | null> =>
  lookUp(async () => {
    const rows = await db.$client<Omit<Row, 'org' | 'orgName'>[]>`
      select event_id as "eventId", type, state, sentence, attempts, api_version as "apiVersion",
             received_at::text as "receivedAt",
             settled_at::text as "settledAt"
        from stripe_events where event_id = ${eventId}`
    return rows.map(eventOf)[0] ?? null
  })

const mostOfWhichTypes = 5_000

/** The types among the newest events, by name. */
export const listStripeEventTypes = (db: Db): Promise<string[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ type: string }[]>`
      select distinct type from (
        select type from stripe_events order by received_at desc limit ${mostOfWhichTypes}) newest
       order by type`
    return rows.map(({ type }) => type)
  })

/** How many events fail, counted up to `most`. */
export const countFailingStripeEvents = (db: Db, most: number): Promise<number> =>
  lookUp(async () => {
    const [row] = await db.$client<{ failing: number }[]>`
      select count(*)::int as failing from (select from stripe_events where state = 'failing' limit ${most}) counted`
    return row?.failing ?? 0
  })

/**
 * When events are tried again that fail, or of which nothing came.
 * @property waitsSeconds how long after it was received: after one attempt, after two, … One that was tried more often than
 * there are waits is not.
 * @property keptHours older ones are left alone.
 */
export type RetryTerms = { readonly waitsSeconds: readonly number[]; readonly keptHours: number }

const retryRows = (sql: Db['$client'], now: Temporal.Instant, { waitsSeconds, keptHours }: RetryTerms): Fragment => sql`
        from stripe_events
       where state in ('failing', 'received') and received_at > ${now.subtract({ hours: keptHours }).toString()}
         and received_at <= ${now.toString()}::timestamptz
           - make_interval(secs => (${waitsSeconds.map(String)}::text[])[greatest(attempts, 1)]::integer)`

export const stripeEventsToRetry =
  (terms: RetryTerms): DueWork =>
  (sql, now) =>
    sql`
    select received_at + make_interval(secs => (${terms.waitsSeconds.map(String)}::text[])[greatest(attempts, 1)]::integer)
             as since ${retryRows(sql, now, terms)}`

/** Events that are to be tried again: those that were tried least, then the oldest. */
export const listStripeEventsToRetry = (
  db: Db,
  now: Temporal.Instant,
  terms: RetryTerms,
  most: number,
): Promise<Pick<StripeEventRow, 'eventId' | 'type' | 'attempts'>[]> =>
  lookUp(
    async () =>
      await db.$client<Pick<StripeEventRow, 'eventId' | 'type' | 'attempts'>[]>`
        select event_id as "eventId", type, attempts ${retryRows(db.$client, now, terms)}
         order by attempts, received_at limit ${most}`,
  )

/** The body of an event as it came; null where it was not kept. */
export const findStripeEventBody = (db: Db, eventId: string): Promise<string | null> =>
  lookUp(async () => {
    const [row] = await db.$client<{ body: Uint8Array | null }[]>`
      select body from stripe_events where event_id = ${eventId}`
    return row?.body ? Buffer.from(row.body).toString('utf8') : null
  })
