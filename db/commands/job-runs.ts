import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { JobName } from '@/lib/core/jobs/jobs'
import { call } from './call'

export type JobRun = {
  readonly job: JobName
  readonly startedAt: Temporal.Instant
  readonly endedAt: Temporal.Instant
  readonly done: number
  /** In a line; empty where it ended well. */
  readonly error: string
}

/** Keeps a run of a job, and the latest `most` of it. */
export const recordJobRun = (db: Db, run: JobRun, most: number): Promise<void> =>
  call(async () => {
    await db.$client`
      select record_job_run(${run.job}, ${run.startedAt.toString()}, ${run.endedAt.toString()}, ${run.done},
        ${run.error}, ${most})`
  })
