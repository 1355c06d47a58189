import { beatJob, endJob, type JobRun, noteIdleJobs, takeJob } from '@/db/commands/job-runs'
import type { Ctx } from '@/lib/context'
import { leaseSeconds } from '@/lib/core/jobs/standing'
import { oneLine } from '@/lib/core/text/one-line'
import { whyOf } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import { log } from '@/lib/platform/log'
import type { Slice } from '@/lib/platform/slice'
import type { Counts } from './rounds'

const beatMs = 10_000
/** Of each job so many runs are kept. */
const mostRuns = 50
const mostErrorCharacters = 300

export type LeasedWork = {
  readonly job: string
  readonly wokenBy: string
  /** Stopped if the lease is lost. */
  readonly slice: Slice
  readonly lateMs: number
  /** Does the work, and adds what it did to the counts. */
  readonly work: (counts: Counts) => Promise<void>
  /** How much is due still. */
  readonly countRemaining: () => Promise<number>
}

export type LeasedRun = { readonly run: JobRun; readonly error: unknown }

/**
 * Runs a job under its lease, so that no two do it at once, and writes the run down, also when it fails. A lease whose holder
 * died ends by itself.
 * @param at a context of this moment.
 * @returns null if somebody else is doing it.
 */
export const runLeased = async (
  at: () => Ctx,
  { job, wokenBy, slice, lateMs, work, countRemaining }: LeasedWork,
): Promise<LeasedRun | null> => {
  const { db, now: startedAt } = at()
  const lease = { job, holder: newId('run') }
  if (!(await takeJob(db, lease, wokenBy, leaseSeconds))) return null
  const beat = async (): Promise<void> => {
    if (await beatJob(db, lease)) return
    log.warn({ job }, 'another process took over the job')
    slice.stop()
  }
  const beats = setInterval(() => {
    beat().catch((error: unknown) => log.warn({ err: error, job }, 'the heartbeat of a job was not heard'))
  }, beatMs)
  const counts: Counts = {}
  let error: unknown = null
  let remaining = 0
  try {
    await work(counts)
    remaining = await countRemaining()
  } catch (thrown) {
    error = thrown ?? new Error('it failed')
    log.error({ err: error, job, wokenBy }, 'a job failed')
  } finally {
    clearInterval(beats)
  }
  const run: JobRun = { job, wokenBy, startedAt, endedAt: at().now, counts, remaining, lateMs, error: textOf(error) }
  await endJob(db, lease.holder, run, mostRuns).catch((lost: unknown) =>
    log.error({ err: lost, job }, 'a run could not be written down'),
  )
  return { run, error }
}

const textOf = (error: unknown): string =>
  error === null ? '' : oneLine(whyOf(error), mostErrorCharacters) || 'It failed.'

/** Writes down that jobs were looked at and nothing was due. */
export const noteIdle = ({ db, now }: Ctx, jobs: readonly string[], wokenBy: string): Promise<void> =>
  noteIdleJobs(db, jobs, wokenBy, now, mostRuns)
