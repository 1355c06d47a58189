import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { Day } from '@/lib/core/time/day'
import { call } from './call'
import { json, only } from './json'

/** What a source measured of an org's use of a meter on a civil day; the quantity as decimal text. */
export type SourceTotal = {
  readonly org: string
  readonly meter: string
  readonly day: Day
  readonly quantity: string
}

/**
 * Keeps what a source reports; the last report of an org, meter and day counts. Of an unknown org nothing is kept at
 * all, and its name is answered.
 * @param totals each org, meter and day once.
 */
export const recordSourceTotals = (
  db: Db,
  source: string,
  totals: readonly SourceTotal[],
  at: Temporal.Instant,
): Promise<{ readonly unknown: string | null }> =>
  call(async () => {
    const sql = db.$client
    const rows = totals.map(({ org, meter, day, quantity }) => ({ org_id: org, meter, day_on: day, quantity }))
    const key = (row: (typeof rows)[number]) => `${row.org_id} ${row.meter} ${row.day_on}`
    rows.sort((a, b) => (key(a) < key(b) ? -1 : 1))
    return only(
      await sql<{ unknown: string | null }[]>`
        select record_source_totals(${source}, ${json(sql, rows)}, ${at.toString()}) as unknown`,
    )
  })
