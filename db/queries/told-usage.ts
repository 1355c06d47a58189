import type { Db } from '@/db/client'
import { readInstant, readPico } from '@/db/columns'
import type { Biller } from '@/lib/core/funding/biller'
import type { Part } from '@/lib/core/funding/waterfall'
import type { Pico } from '@/lib/core/money/amount'
import type { Day } from '@/lib/core/time/day'
import { instantText } from '@/lib/core/time/instant-text'
import { lookUp } from './look-up'
import { type PartRow, readParts } from './reservations'
import type { ReportedUsage } from './unfunded-usage'

/** What a change says of an event, before it or after it. */
export type ChangedUsage = {
  readonly meter: string
  readonly quantity: string
  readonly at: string
  readonly resource: string
  readonly amount: string
  /** What of it waits to be paid; absent if all is paid. */
  readonly waits?: string
}

/** What went back to a source; money, or units of what the source is counted in. */
export type ReturnedPart = {
  readonly source: string
  readonly measure: 'money' | 'units'
  readonly amount: string
  /** What of it had expired by then, and did so at once. */
  readonly expired: string
  /** What of it was taken at once, since its money had gone back before; absent if nothing was. */
  readonly withheld?: string
}

/** What became of an event after it was told. */
export type UsageChange = {
  readonly key: string
  readonly revision: number
  readonly kind: 'taken_back' | 'amended'
  readonly amendment: string | null
  readonly hash: string
  readonly before: ChangedUsage
  readonly after: ChangedUsage | null
  readonly returned: readonly ReturnedPart[]
  readonly invoiced: boolean
  readonly reason: string
  readonly at: string
}

/** An event as it is in force: charged, or waiting to be paid. */
export type ToldUsage = {
  /** The key of its row: as it was told, or as what it was amended to. */
  readonly row: string
  /** The key under which it was first told, if it was amended to this. */
  readonly original: string | null
  readonly state: 'charged' | 'waiting' | 'waived'
  readonly event: ReportedUsage
  readonly hash: string
  readonly day: Day
  readonly book: string
  readonly version: number
  readonly amount: Pico
  readonly biller: Biller
  readonly paidBy: string
  readonly units: string | null
  readonly postpaid: Pico
  /** Who paid, as it is kept; null where one source did, or none. */
  readonly parts: readonly Part[] | null
  /** What of it is paid, and its place in line, if it waits. */
  readonly waiting: { readonly paid: string; readonly sequence: string; readonly place: number } | null
  /** Whether it had waited before it was charged, and when it was recorded. */
  readonly waited: boolean
  readonly recordedAt: string
  /** Whether its month is invoiced. */
  readonly invoiced: boolean
}

const changeColumns = (sql: Db['$client']) => sql`
  c.idempotency_key as key, c.revision, c.kind, c.amendment, encode(c.input_hash, 'hex') as hash, c.before, c.after, c.returned,
  c.invoiced, c.reason, c.changed_at as at`

const changeOf = (row: UsageChange | undefined): UsageChange | null => (row ? { ...row, at: textOf(row.at) } : null)

const textOf = (at: string): string => instantText(readInstant(at))

/** The last change of an event; null if there is none. */
export const findLastChange = (db: Db, org: string, key: string): Promise<UsageChange | null> =>
  lookUp(async () => {
    const sql = db.$client
    const [row] = await sql<UsageChange[]>`
      select ${changeColumns(sql)} from usage_changes c
       where c.org_id = ${org} and c.idempotency_key = ${key} order by c.revision desc limit 1`
    return changeOf(row)
  })

/** The change that a caller's key names; null if there is none. */
export const findChangeOfKey = (db: Db, org: string, changeKey: string): Promise<UsageChange | null> =>
  lookUp(async () => {
    const sql = db.$client
    const [row] = await sql<UsageChange[]>`
      select ${changeColumns(sql)} from usage_changes c where c.org_id = ${org} and c.change_key = ${changeKey}`
    return changeOf(row)
  })

type Row = Omit<ToldUsage, 'amount' | 'postpaid' | 'parts'> & {
  amount: string
  postpaid: string
  parts: PartRow[] | null
}

/** An event by the key of its row; what compensates an event is none. Null if there is none. */
export const findToldUsage = (db: Db, org: string, row: string): Promise<ToldUsage | null> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<Row[]>`
      select t.*, exists (select from invoices i where i.org_id = ${org} and i.series = 'invoice'
          and i.month_on = date_trunc('month', t.day::date)::date) as invoiced
        from (
          select e.idempotency_key as row, e.original_key as original, 'charged' as state, json_build_object('meter', e.meter,
              'quantity', trim_scale(e.quantity)::text, 'at', e.occurred_at,
              'resource', e.resource, 'properties', e.properties, 'reservation', '') as event,
              encode(e.input_hash, 'hex') as hash, e.day_on::text as day, e.price_book as book, e.price_version as version,
              e.amount::text, e.biller, e.paid_by as "paidBy", e.units::text, e.postpaid::text, e.parts, null::json as waiting,
              exists (select from unfunded_usage w where w.org_id = e.org_id and w.idempotency_key = e.idempotency_key)
                as waited, e.recorded_at as "recordedAt"
            from usage_events e
           where e.org_id = ${org} and e.idempotency_key = ${row} and e.takes_back is null
          union all
          select u.idempotency_key, u.event->>'original', case when u.waived_at is null then 'waiting' else 'waived' end, u.event::json,
              encode(u.input_hash, 'hex'), u.day_on::text, u.price_book, u.price_version, u.amount::text, '', '', null, '0',
              u.parts, json_build_object('paid', u.paid::text, 'sequence', u.sequence::text, 'place', u.place), true,
              u.first_at
            from unfunded_usage u
           where u.org_id = ${org} and u.idempotency_key = ${row} and u.charged_at is null) t`
    const [found] = rows
    if (!found) return null
    return {
      ...found,
      event: { ...found.event, at: textOf(found.event.at) },
      amount: readPico(found.amount),
      postpaid: readPico(found.postpaid),
      parts: found.parts === null ? null : readParts(found.parts),
    }
  })
