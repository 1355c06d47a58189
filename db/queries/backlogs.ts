import type { Fragment } from 'postgres'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { lookUp } from './look-up'

/** A statement that reads, as `since`, since when each piece of work has been due at an instant. */
export type DueWork = (sql: Db['$client'], now: Temporal.Instant) => Fragment

export type Backlog = {
  /** How much is due, counted up to a bound for each kind of work. */
  readonly count: number
  /** Since when the oldest of what was counted has been due; null if nothing is. */
  readonly since: Temporal.Instant | null
}

const mostCounted = 1_000

/** What is due for each of some jobs, in one statement: schedulers ask often, and mostly nothing is. */
export const findBacklogs = (
  db: Db,
  now: Temporal.Instant,
  jobs: readonly { readonly name: string; readonly backlog: readonly DueWork[] }[],
): Promise<ReadonlyMap<string, Backlog>> =>
  lookUp(async () => {
    const sql = db.$client
    const parts = jobs.flatMap(({ name, backlog }) => backlog.map((due) => ({ name, due: due(sql, now) })))
    if (parts.length === 0) return new Map()
    const union = parts
      .map(
        ({ name, due }) => sql`
        (select ${name}::text as job, count(*)::int as count, min(since) as since
           from (select since from (${due}) due limit ${mostCounted}) counted)`,
      )
      .reduce((all, part) => sql`${all} union all ${part}`)
    const rows = await sql<{ job: string; count: number; since: string | null }[]>`
      select job, sum(count)::int as count, min(since)::text as since from (${union}) backlogs group by job`
    return new Map(
      rows.map(({ job, count, since }) => [
        job,
        { count, since: since === null ? null : Temporal.Instant.from(since) },
      ]),
    )
  })
