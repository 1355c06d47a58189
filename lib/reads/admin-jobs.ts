import { countFailingJobs, countWaiting, type LastRun, listLastRuns, type Waiting } from '@/db/queries/job-runs'
import { listRetries, type RetryRow } from '@/db/queries/retries'
import { type Ctx, requirePermission } from '@/lib/context'
import { isMissed, type JobName, jobNames, jobs } from '@/lib/core/jobs/jobs'
import { platformZone } from './platform-zone'

/** More than so many are told as so many. */
const mostCounted = 1_000
/** Of work that keeps failing, more nobody reads. */
const mostRetries = 100

export type AdminJobs = Awaited<ReturnType<typeof adminJobs>>

/** What the servers do by themselves, and how it went last. What the demo alone does is there where it ever ran. */
export const adminJobs = async (ctx: Ctx) => {
  requirePermission(ctx, 'platform:admin')
  const [runs, waiting, failing] = await Promise.all([
    listLastRuns(ctx.db),
    countWaiting(ctx.db, mostCounted),
    listRetries(ctx.db, ctx.now, mostRetries),
  ])
  const lastOf = (job: JobName) => runs.find((run) => run.job === job)
  return {
    jobs: jobNames
      .filter((job) => job !== 'emulator' || lastOf(job) !== undefined)
      .map((job) => jobItem(ctx, job, lastOf(job) ?? null, waiting)),
    failing: { count: failing.count, rows: failing.rows.map(retryItem) },
    zone: platformZone,
  }
}

/** How many jobs failed when they last ran, and since when the first of them does. */
export const failingJobs = (ctx: Ctx) => {
  requirePermission(ctx, 'platform:admin')
  return countFailingJobs(ctx.db)
}

/** Work that failed, as administrators see it. */
const retryItem = ({ orgId, kind, reference, attempts, firstAt, nextAt, error }: RetryRow) => ({
  org: orgId,
  kind,
  reference,
  attempts,
  firstAt: firstAt.toString(),
  nextAt: nextAt?.toString() ?? null,
  error,
})

const stateOf = (ctx: Ctx, { job, error, endedAt }: LastRun) => {
  if (error !== '') return 'failing' as const
  return isMissed(job, BigInt(endedAt.epochMilliseconds), BigInt(ctx.now.epochMilliseconds))
    ? ('missed' as const)
    : ('well' as const)
}

const jobItem = (ctx: Ctx, job: JobName, last: LastRun | null, waiting: Waiting) => ({
  job,
  everyMs: jobs[job].everyMs,
  /** `never`: no run of it is kept. `missed`: it should have run since. */
  state: last === null ? ('never' as const) : stateOf(ctx, last),
  last: last && {
    endedAt: last.endedAt.toString(),
    error: last.error,
    wellAt: last.wellAt?.toString() ?? null,
    busyAt: last.busyAt?.toString() ?? null,
    /** In the last run that did something, or, of many that are told together, in those. */
    done: last.doneLast,
  },
  waiting: Object.hasOwn(waiting, job) ? waiting[job as keyof Waiting] : null,
})
