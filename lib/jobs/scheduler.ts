import { type Backlog, findBacklogs } from '@/db/queries/backlogs'
import { noteIdle } from '@/lib/flows/jobs/run-leased'
import { log } from '@/lib/platform/log'
import { createSlice, type Slice } from '@/lib/platform/slice'
import type { Runtime } from '@/lib/runtime'
import type { Job } from './job'
import { runDueJob } from './run-job'

const wokenBy = 'server'
const tickMs = 500
/** How long one run may take before the job gives its lease back and is looked at again. */
const sliceMs = 60_000
/** How often it is written down that nothing was due. */
const idleNoteMs = 30_000
/** Until a job that failed runs again; doubled each time it fails once more, up to the most. */
const [retryMs, mostRetryMs] = [5_000, 300_000]
/** What is asked for too often waits a moment for the database to come back. */
const awayMs = 2_000

type Standing = { lookAt: number; failures: number }

/**
 * Runs jobs by itself for as long as the process lives: looks what is due, in one statement for all jobs whose turn to be
 * looked at has come, and runs what is. Several processes may do so at once; each run has its lease.
 * @returns ends it: runs that are under way stop at the next part, and are waited for.
 */
export const startScheduler = (runtime: Runtime, jobs: readonly Job[]): (() => Promise<void>) => {
  const standing = new Map<Job, Standing>(jobs.map((job) => [job, { lookAt: 0, failures: 0 }]))
  const running = new Map<Job, { readonly slice: Slice; readonly run: Promise<void> }>()
  const idle = new Set<string>()
  let notedAt = Number.NEGATIVE_INFINITY
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let tick: Promise<void> = Promise.resolve()

  const lookIn = (job: Job, ms: number): void => {
    const its = standing.get(job)
    if (its) its.lookAt = performance.now() + ms
  }
  const run = async (job: Job, backlog: Backlog, slice: Slice): Promise<void> => {
    const its = standing.get(job) ?? { lookAt: 0, failures: 0 }
    let failed = false
    try {
      const done = await runDueJob(runtime, job, backlog, { wokenBy, slice })
      failed = done !== null && done.error !== null
    } catch (error) {
      failed = true
      log.error({ err: error, job: job.name }, 'a job could not be run')
    }
    its.failures = failed ? its.failures + 1 : 0
    running.delete(job)
    lookIn(job, failed ? Math.min(mostRetryMs, retryMs * 2 ** Math.min(its.failures - 1, 10)) : job.everyMs)
  }
  const look = async (): Promise<void> => {
    const now = performance.now()
    const turn = jobs.filter((job) => !running.has(job) && (standing.get(job)?.lookAt ?? 0) <= now)
    if (turn.length === 0) return
    const backlogs = await findBacklogs(runtime.db, runtime.clock(), turn)
    if (stopped) return
    for (const job of turn) {
      const backlog = backlogs.get(job.name)
      if (backlog && backlog.count > 0) {
        idle.delete(job.name)
        const slice = createSlice(sliceMs)
        running.set(job, { slice, run: run(job, backlog, slice) })
      } else {
        idle.add(job.name)
        lookIn(job, job.everyMs)
      }
    }
    if (idle.size === 0 || now - notedAt < idleNoteMs) return
    notedAt = now
    const names = [...idle]
    idle.clear()
    await noteIdle(runtime.ctx({ kind: 'system', name: 'scheduler' }), names, wokenBy)
  }
  const go = (): void => {
    tick = look()
      .then(() => tickMs)
      .catch((error: unknown) => {
        log.error({ err: error }, 'what is due could not be looked up')
        return awayMs
      })
      .then((ms) => {
        if (!stopped) timer = setTimeout(go, ms)
      })
  }
  go()
  return async () => {
    stopped = true
    clearTimeout(timer)
    for (const { slice } of running.values()) slice.stop()
    await tick
    await Promise.all([...running.values()].map((each) => each.run))
  }
}
