import type { Fragment } from 'postgres'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { Debt } from '@/lib/core/funding/debt'
import type { Part } from '@/lib/core/funding/waterfall'
import { type Pico, pico } from '@/lib/core/money/amount'
import type { Day } from '@/lib/core/time/day'
import type { DueWork } from './backlogs'
import { hasLeftAt } from './debts'
import { nanoseconds } from './grant-row'
import { lookUp } from './look-up'
import { type PartRow, readParts } from './reservations'
import { dueSince, isDue } from './retries'

/** Usage as it was reported. */
export type ReportedUsage = {
  readonly meter: string
  readonly quantity: string
  readonly at: string
  readonly resource: string
  readonly properties: unknown
  readonly reservation: string
  /** The key under which it was first told, if it was amended to this. */
  readonly original?: string
}

/** Usage that waits to be paid, and what of it was paid so far. */
export type WaitingUsage = Debt & {
  readonly event: ReportedUsage
  /** SHA-256 of the input as hex. */
  readonly hash: string
  readonly amount: Pico
  readonly day: Day
  readonly book: string
  readonly version: number
  readonly paid: Pico
  readonly paidUnits: bigint
  /** What paid so far. */
  readonly parts: readonly Part[]
  /** When it came in. */
  readonly firstAt: string
}

type Row = {
  key: string
  event: ReportedUsage
  hash: string
  amount: string
  day: Day
  book: string
  version: number
  units: string | null
  paid: string
  paid_units: string
  parts: PartRow[]
  used_at: string
  first_at: string
  held: PartRow[] | null
}

const waitingOf = (row: Row, unitsOf: (event: ReportedUsage, amount: Pico) => bigint): WaitingUsage => {
  const amount = readPico(row.amount)
  const [paid, paidUnits] = [readPico(row.paid), readPico(row.paid_units)]
  const units = row.units === null ? unitsOf(row.event, amount) : readPico(row.units)
  const { key, event, hash, day, book, version } = row
  return {
    key,
    event,
    hash,
    day,
    book,
    version,
    amount,
    paid,
    paidUnits,
    parts: readParts(row.parts),
    usedAt: nanoseconds(row.used_at),
    firstAt: row.first_at,
    left: { amount: pico(amount - paid), units: units - paidUnits },
    ...(row.held === null ? {} : { held: readParts(row.held), hold: event.reservation }),
  }
}

/**
 * Usage of an org that waits to be paid by the biller in force, in the order in which it came in. What is of a biller that
 * it has left is a debt of that time.
 * @param unitsOf the units of usage that came in before they were kept.
 */
export const findWaitingUsage = (
  db: Db,
  org: string,
  now: Temporal.Instant,
  most: number,
  unitsOf: (event: ReportedUsage, amount: Pico) => bigint = () => 0n,
): Promise<readonly WaitingUsage[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<Row[]>`
      select ${columns(sql)} from unfunded_usage u
       where u.org_id = ${org} and u.charged_at is null and u.waived_at is null
         and not ${hasLeftAt(sql, sql`u.org_id`, sql`(u.event->>'at')::timestamptz`, now)}
       order by u.sequence, u.first_at, u.place, u.idempotency_key limit ${most}`
    return rows.map((row) => waitingOf(row, unitsOf))
  })

const columns = (sql: Db['$client']): Fragment =>
  sql`u.idempotency_key as key, u.event, encode(u.input_hash, 'hex') as hash, u.amount::text, u.day_on::text as day,
    u.price_book as book, u.price_version as version, u.units::text, u.paid::text, u.paid_units::text, u.parts,
    micros((u.event->>'at')::timestamptz) as used_at, u.first_at::text as first_at,
    (select r.parts from reservations r where r.org_id = u.org_id
        and r.reservation_id = nullif(u.event->>'reservation', '') and r.state = 'open') as held`

export type KeptUsage = WaitingUsage & { readonly state: 'waiting' | 'charged' | 'waived' }

/** Usage that could not be paid when it came in, and what became of it; null if there is none of the key. */
export const findKeptUsage = (db: Db, org: string, key: string): Promise<KeptUsage | null> =>
  lookUp(async () => {
    const sql = db.$client
    const [row] = await sql<(Row & Pick<KeptUsage, 'state'>)[]>`
      select ${columns(sql)},
             case when charged_at is not null then 'charged' when waived_at is not null then 'waived' else 'waiting' end as state
        from unfunded_usage u where u.org_id = ${org} and u.idempotency_key = ${key}`
    return row ? { ...waitingOf(row, () => 0n), state: row.state } : null
  })

/** What of an org's usage waits to be paid by the biller in force: its sum as far as it was counted. */
export type WaitingTotal = {
  readonly org: string
  readonly amount: Pico
  readonly units: bigint
  /** Whether more waits than was counted. */
  readonly more: boolean
}

/** What waits of each of these orgs, of at most `most` pieces of usage each; those of which nothing waits are left out. */
export const totalWaitingUsage = (
  db: Db,
  orgs: readonly string[],
  now: Temporal.Instant,
  most: number,
): Promise<readonly WaitingTotal[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<{ org: string; amount: string; units: string; count: number }[]>`
      select o.org, w.amount::text, w.units::text, w.count
        from unnest(${orgs}::text[]) o (org), lateral (
          select coalesce(sum(left_of), 0) as amount, coalesce(sum(units_left), 0) as units, count(*)::int as count
            from (select u.amount - u.paid as left_of, u.units - u.paid_units as units_left from unfunded_usage u
                   where u.org_id = o.org and u.charged_at is null and u.waived_at is null
                     and not ${hasLeftAt(sql, sql`u.org_id`, sql`(u.event->>'at')::timestamptz`, now)}
                   limit ${most + 1}) each) w
       where w.count > 0`
    return rows.map(({ org, amount, units, count }) => ({
      org,
      amount: readPico(amount),
      units: readPico(units),
      more: count > most,
    }))
  })

export type WaitingSum = {
  readonly meter: string
  readonly count: number
  readonly amount: Pico
  readonly oldestAt: string
}

/** What of an org's usage waits to be paid by the biller in force, by meter, the largest first; and when the oldest was used. */
export const sumWaitingUsage = (db: Db, org: string, now: Temporal.Instant): Promise<readonly WaitingSum[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<{ meter: string; count: number; amount: string; oldest: string }[]>`
      select u.event->>'meter' as meter, count(*)::int as count, sum(u.amount - u.paid)::text as amount,
             micros(min((u.event->>'at')::timestamptz)) as oldest
        from unfunded_usage u
       where u.org_id = ${org} and u.charged_at is null and u.waived_at is null
         and not ${hasLeftAt(sql, sql`u.org_id`, sql`(u.event->>'at')::timestamptz`, now)}
       group by 1 order by sum(u.amount - u.paid) desc, 1`
    return rows.map(({ meter, count, amount, oldest }) => ({
      meter,
      count,
      amount: readPico(amount),
      oldestAt: Temporal.Instant.fromEpochNanoseconds(nanoseconds(oldest)).toString(),
    }))
  })

/** Gates of orgs that are halted though their time is over. */
const haltRows = (sql: Db['$client'], now: Temporal.Instant): Fragment => sql`
        from org_gates g
       where g.halted and g.valid_until <= ${now.toString()} and ${isDue(sql, 'usage', sql`g.org_id`, sql`''`, now)}`

export const haltsToLookAt: DueWork = (sql, now) => sql`select g.valid_until as since ${haltRows(sql, now)}`

/** Orgs that are halted though the time of their gate is over; the longest of these first. */
export const listHaltsToLookAt = (db: Db, now: Temporal.Instant, most: number): Promise<readonly string[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<{ org: string }[]>`
      select g.org_id as org ${haltRows(sql, now)}
       order by ${dueSince(sql, 'usage', sql`g.org_id`, sql`''`, sql`g.valid_until`)}, g.org_id limit ${most}`
    return rows.map(({ org }) => org)
  })
