import type { Fragment } from 'postgres'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { SourceKind } from '@/lib/core/funding/biller'
import type { Part } from '@/lib/core/funding/waterfall'
import type { DueWork } from './backlogs'
import { lookUp } from './look-up'
import { dueSince, isDue } from './retries'

export type Reservation = {
  readonly org: string
  readonly id: string
  readonly state: 'open' | 'settled' | 'released' | 'expired'
  readonly parts: readonly Part[]
}

export type PartRow = { source: string; kind: SourceKind; measure: 'money' | 'units'; amount: string; units: string }
type Row = { org: string; id: string; state: Reservation['state']; parts: PartRow[] }

/** Parts of a charge as they are kept. */
export const readParts = (parts: readonly PartRow[]): Part[] =>
  parts.map((part) => ({ ...part, amount: readPico(part.amount), units: readPico(part.units) }))

const reservationOf = ({ parts, ...row }: Row): Reservation => ({ ...row, parts: readParts(parts) })

export const findReservations = (db: Db, org: string, ids: readonly string[]): Promise<readonly Reservation[]> =>
  lookUp(async () => {
    const rows = await db.$client<Row[]>`
      select org_id as org, reservation_id as id, state, parts from reservations
       where org_id = ${org} and reservation_id = any(${ids})`
    return rows.map(reservationOf)
  })

/** Open reservations that are past their time. */
const overdueRows = (sql: Db['$client'], now: Temporal.Instant): Fragment => sql`
        from reservations
       where state = 'open' and expires_at <= ${now.toString()}
         and ${isDue(sql, 'reservation', sql`org_id`, sql`reservation_id`, now)}`

export const overdueReservations: DueWork = (sql, now) => sql`select expires_at as since ${overdueRows(sql, now)}`

/** Open reservations that are past their time, the longest overdue first. */
export const findOverdueReservations = (db: Db, now: Temporal.Instant, most: number): Promise<readonly Reservation[]> =>
  lookUp(async () => {
    const rows = await db.$client<Row[]>`
      select org_id as org, reservation_id as id, state, parts ${overdueRows(db.$client, now)}
       order by ${dueSince(db.$client, 'reservation', db.$client`org_id`, db.$client`reservation_id`, db.$client`expires_at`)},
             expires_at
       limit ${most}`
    return rows.map(reservationOf)
  })

/** The same of one org. */
export const findOverdueOf = (
  db: Db,
  org: string,
  now: Temporal.Instant,
  most: number,
): Promise<readonly Reservation[]> =>
  lookUp(async () => {
    const rows = await db.$client<Row[]>`
      select org_id as org, reservation_id as id, state, parts from reservations
       where org_id = ${org} and state = 'open' and expires_at <= ${now.toString()} order by expires_at limit ${most}`
    return rows.map(reservationOf)
  })

export type StoredReservation = {
  readonly state: Reservation['state']
  readonly hash: string
  readonly amount: string
  readonly expiresAt: string
}

/** Reservations as their callers made them, by id; of those that were never made nothing. */
export const findStoredReservations = (
  db: Db,
  org: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredReservation>> =>
  lookUp(async () => {
    const rows = await db.$client<(StoredReservation & { id: string })[]>`
      select reservation_id as id, state, encode(input_hash, 'hex') as hash, amount::text,
             to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "expiresAt"
        from reservations where org_id = ${org} and reservation_id = any(${[...ids]})`
    return new Map(rows.map(({ id, ...row }) => [id, row]))
  })
