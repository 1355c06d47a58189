import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json, only } from './json'

export type JobRun = {
  readonly job: string
  readonly wokenBy: string
  readonly startedAt: Temporal.Instant
  readonly endedAt: Temporal.Instant
  readonly counts: Readonly<Record<string, number>>
  /** What was due still when it ended. */
  readonly remaining: number
  readonly lateMs: number
  /** In a line; empty where it ended well. */
  readonly error: string
}

/** The lease of a job, and the process that holds it. */
export type LeaseOf = { readonly job: string; readonly holder: string }

/**
 * Takes the lease of a job. Its time is that of the database's clock.
 * @param ttlSeconds after so long without a heartbeat its holder is taken for dead.
 * @returns whether it was taken: false while somebody else has it.
 */
export const takeJob = (db: Db, { job, holder }: LeaseOf, wokenBy: string, ttlSeconds: number): Promise<boolean> =>
  call(async () => {
    const rows = await db.$client<{ taken: boolean }[]>`
      select take_job(${job}, ${holder}, ${wokenBy}, make_interval(secs => ${ttlSeconds})) as taken`
    return only(rows).taken
  })

/** Says that the holder of a lease is alive. @returns false if somebody else has the lease by now. */
export const beatJob = (db: Db, { job, holder }: LeaseOf): Promise<boolean> =>
  call(async () => {
    const rows = await db.$client<{ held: boolean }[]>`select beat_job(${job}, ${holder}) as held`
    return only(rows).held
  })

/** Writes a run down, of each job the latest `most`, and gives its lease back. */
export const endJob = (db: Db, holder: string, run: JobRun, most: number): Promise<void> =>
  call(async () => {
    const { job, wokenBy, startedAt, endedAt, counts, remaining, lateMs, error } = run
    const row = {
      job,
      woken_by: wokenBy,
      started_at: startedAt.toString(),
      ended_at: endedAt.toString(),
      done: Object.values(counts).reduce((sum, count) => sum + count, 0),
      counts,
      remaining,
      late_ms: lateMs,
      error,
    }
    await db.$client`select end_job(${holder}, ${json(db.$client, row)}, ${most})`
  })

/** Writes down that nothing was due for jobs. */
export const noteIdleJobs = (
  db: Db,
  jobs: readonly string[],
  wokenBy: string,
  at: Temporal.Instant,
  most: number,
): Promise<void> =>
  call(async () => {
    await db.$client`select note_idle_jobs(${[...jobs]}, ${wokenBy}, ${at.toString()}, ${most})`
  })
