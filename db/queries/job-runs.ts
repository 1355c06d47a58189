import { desc, eq } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant } from '@/db/columns'
import { readRow } from '@/db/read-row'
import { jobRuns } from '@/db/schema/index'
import { lookUp } from './look-up'

export type JobRunRow = typeof jobRuns.$inferSelect

/** The last run of a job, and what was before it. */
export type LastRun = {
  readonly last: JobRunRow
  /** When it last ended well; null where that is not kept any more, or never was. */
  readonly wellAt: Temporal.Instant | null
  /** The last run that did something. */
  readonly busy: JobRunRow | null
}

type Row = Record<string, unknown>

/** How each of some jobs that ever ran went last. */
export const listLastRuns = (db: Db, jobs: readonly string[]): Promise<LastRun[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ last: Row; busy: Row | null; well_at: string | null }[]>`
      select to_jsonb(l) as last, to_jsonb(b) as busy, w.well_at::text as well_at
        from unnest(${[...jobs]}::text[]) as named (job)
        cross join lateral (select * from job_runs r where r.job = named.job order by r.ended_at desc, r.run_id desc limit 1) l
        left join lateral (select * from job_runs r where r.job = named.job and r.done > 0
          order by r.run_id desc limit 1) b on true
        left join lateral (select max(r.ended_at) as well_at from job_runs r
          where r.job = named.job and r.error = '') w on true`
    return rows.map(({ last, busy, well_at: wellAt }) => ({
      last: readRow(jobRuns, last),
      busy: busy === null ? null : readRow(jobRuns, busy),
      wellAt: wellAt === null ? null : readInstant(wellAt),
    }))
  })

/** The runs of a job that are kept, the latest first. */
export const listJobRuns = (db: Db, job: string): Promise<JobRunRow[]> =>
  lookUp(() => db.select().from(jobRuns).where(eq(jobRuns.job, job)).orderBy(desc(jobRuns.runId)))

export type RunningJob = { readonly job: string; readonly wokenBy: string; readonly seconds: number }

/** Jobs that are run at this moment, by whom they were woken and for how long; a holder that sends no heartbeat does not count. */
export const listRunningJobs = (db: Db, ttlSeconds: number): Promise<RunningJob[]> =>
  lookUp(async () => [
    ...(await db.$client<RunningJob[]>`
      select job, woken_by as "wokenBy", extract(epoch from clock_timestamp() - taken_at)::int as seconds
        from job_leases where beat_at >= clock_timestamp() - make_interval(secs => ${ttlSeconds})`),
  ])

/** Which of some jobs failed when they last ran, and since when the first of them has: when it last ended well, or began to run at all. */
export const countFailingJobs = (
  db: Db,
  jobs: readonly string[],
): Promise<{ readonly count: number; readonly oldestAt: Temporal.Instant | null }> =>
  lookUp(async () => {
    const [row] = await db.$client<{ count: number; oldestAt: string | null }[]>`
      select count(*)::int as count, min(since)::text as "oldestAt" from (
        select distinct on (job) job, error,
               coalesce(max(ended_at) filter (where error = '') over (partition by job),
                 min(started_at) over (partition by job)) as since
          from job_runs where job = any(${[...jobs]}) order by job, ended_at desc, run_id desc) last
       where error <> ''`
    return {
      count: row?.count ?? 0,
      oldestAt: row?.oldestAt == null ? null : Temporal.Instant.from(row.oldestAt),
    }
  })
