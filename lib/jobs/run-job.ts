import { type Backlog, findBacklogs } from '@/db/queries/backlogs'
import { type LeasedRun, noteIdle, runLeased } from '@/lib/flows/jobs/run-leased'
import { createSlice, type Slice } from '@/lib/platform/slice'
import type { Runtime } from '@/lib/runtime'
import type { Job } from './job'

/** What came of waking a job. Instants are ISO-8601 in UTC. */
export type JobAnswer = {
  readonly job: string
  /** False while another run of it is under way: that one does the work. */
  readonly ran: boolean
  readonly startedAt: string
  readonly endedAt: string
  /** How much it did, by kind of work; nothing if nothing was due. */
  readonly counts: Readonly<Record<string, number>>
  /** How much is due still: it was not done in time, or waits to be tried again. */
  readonly left: number
}

const ctxOf = (runtime: Runtime, { name }: Job) => runtime.ctx({ kind: 'system', name })

const backlogOf = async (runtime: Runtime, job: Job): Promise<Backlog> =>
  (await findBacklogs(runtime.db, runtime.clock(), [job])).get(job.name) ?? { count: 0, since: null }

/** Runs a job whose backlog is known: under its lease, and written down. Null while somebody else runs it. */
export const runDueJob = (
  runtime: Runtime,
  job: Job,
  { since }: Backlog,
  { wokenBy, slice }: { readonly wokenBy: string; readonly slice: Slice },
): Promise<LeasedRun | null> => {
  const ctx = () => ctxOf(runtime, job)
  const lateMs = since === null ? 0 : Math.max(0, runtime.clock().epochMilliseconds - since.epochMilliseconds)
  return runLeased(ctx, {
    job: job.name,
    wokenBy,
    slice,
    lateMs,
    work: (counts) => job.run({ ctx, slice, counts }, runtime),
    countRemaining: async () => (await backlogOf(runtime, job)).count,
  })
}

/** Who wakes a job, and how long its run may take. */
export type Wake = { readonly wokenBy: string; readonly seconds: number }

/**
 * Runs one job, or notes that nothing is due for it.
 * @throws what failed; the run is written down all the same.
 */
export const runJob = async (runtime: Runtime, job: Job, { wokenBy, seconds }: Wake): Promise<JobAnswer> => {
  const startedAt = runtime.clock()
  const backlog = await backlogOf(runtime, job)
  if (backlog.count === 0) {
    await noteIdle(ctxOf(runtime, job), [job.name], wokenBy)
    return answerOf(runtime, job.name, startedAt, { ran: true, counts: {}, left: 0 })
  }
  const done = await runDueJob(runtime, job, backlog, { wokenBy, slice: createSlice(seconds * 1_000) })
  if (done === null) return answerOf(runtime, job.name, startedAt, { ran: false, counts: {}, left: backlog.count })
  if (done.error !== null) throw done.error
  return answerOf(runtime, job.name, startedAt, { ran: true, counts: done.run.counts, left: done.run.remaining })
}

type Outcome = Pick<JobAnswer, 'ran' | 'counts' | 'left'>

const answerOf = (
  runtime: Runtime,
  job: string,
  startedAt: ReturnType<Runtime['clock']>,
  { ran, counts, left }: Outcome,
): JobAnswer => ({
  job,
  ran,
  startedAt: startedAt.toString(),
  endedAt: runtime.clock().toString(),
  counts,
  left,
})

/** No job takes more than this part of what is left of the time, so that those behind it have theirs. */
const share = 0.5

/**
 * Runs all jobs for which something is due, one after the other, for schedulers that can call one address alone or once a
 * day. A job that fails keeps no other from running.
 * @returns the sum of all: counts by job and kind of work.
 * @throws what failed, at the end; several as one AggregateError.
 */
export const runAllDue = async (
  runtime: Runtime,
  jobs: readonly Job[],
  name: string,
  { wokenBy, seconds }: Wake,
): Promise<JobAnswer> => {
  const startedAt = runtime.clock()
  const endsAt = performance.now() + seconds * 1_000
  const idle: Job[] = []
  const counts: Record<string, number> = {}
  const errors: unknown[] = []
  let [left, ran] = [0, false]
  let backlogs = await findBacklogs(runtime.db, startedAt, jobs)
  for (const [place, job] of jobs.entries()) {
    const backlog = backlogs.get(job.name)
    const ms = (endsAt - performance.now()) * share
    if (!backlog || backlog.count === 0) {
      idle.push(job)
      continue
    }
    const done = ms > 0 ? await runDueJob(runtime, job, backlog, { wokenBy, slice: createSlice(ms) }) : null
    if (done === null) {
      left += backlog.count
      continue
    }
    ran = true
    left += done.run.remaining
    if (done.error !== null) errors.push(done.error)
    for (const [kind, count] of Object.entries(done.run.counts)) counts[`${job.name}.${kind}`] = count
    // What it did may be work for those behind it.
    const behind = jobs.slice(place + 1)
    if (behind.length > 0) backlogs = await findBacklogs(runtime.db, runtime.clock(), behind)
  }
  if (idle.length > 0) {
    const ctx = runtime.ctx({ kind: 'system', name })
    await noteIdle(
      ctx,
      idle.map((job) => job.name),
      wokenBy,
    )
  }
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} jobs failed`)
  return answerOf(runtime, name, startedAt, { ran: ran || left === 0, counts, left })
}
