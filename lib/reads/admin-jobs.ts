import { type Backlog, type DueWork, findBacklogs } from '@/db/queries/backlogs'
import {
  countFailingJobs,
  type JobRunRow,
  type LastRun,
  listJobRuns,
  listLastRuns,
  listRunningJobs,
  type RunningJob,
} from '@/db/queries/job-runs'
import { listRetries, type RetryRow } from '@/db/queries/retries'
import { type DifferenceRow, listDifferences } from '@/db/queries/walks'
import { type Ctx, requirePermission } from '@/lib/context'
import { jobStanding, leaseSeconds } from '@/lib/core/jobs/standing'
import { Refusal } from '@/lib/platform/errors'
import { actorNames } from './actor-names'
import { platformZone } from './platform-zone'

/** Of work that keeps failing, and of what differs, more nobody reads. */
const mostRetries = 100
const mostDifferences = 100

/** What is told of a job besides how it runs. */
export type NamedJob = {
  readonly name: string
  readonly title: string
  readonly does: string
  readonly schedule: string
  readonly everyMs: number
  readonly lateMinutes: number
  readonly backlog: readonly DueWork[]
}

export type AdminJobs = Awaited<ReturnType<typeof adminJobs>>

/** What Kontor does by itself, all processes together, and how it went last. */
export const adminJobs = async (ctx: Ctx, jobs: readonly NamedJob[]) => {
  requirePermission(ctx, 'platform:admin')
  const [loaded, failing, wrong] = await Promise.all([
    loadJobs(ctx, jobs),
    listRetries(ctx.db, ctx.now, mostRetries),
    listDifferences(ctx.db, mostDifferences),
  ])
  return {
    jobs: jobs.map((job) => jobItem(ctx, job, loaded)),
    failing: { count: failing.count, rows: failing.rows.map(retryItem) },
    differences: { count: wrong.count, rows: wrong.rows.map(differenceItem) },
    zone: platformZone,
  }
}

export type AdminJob = Awaited<ReturnType<typeof adminJob>>

/** One job, and its runs as far as they are kept. */
export const adminJob = async (ctx: Ctx, jobs: readonly NamedJob[], name: string) => {
  requirePermission(ctx, 'platform:admin')
  const job = jobs.find((each) => each.name === name)
  if (!job) throw new Refusal('not_found', 'There is no such job.')
  const [loaded, runs] = await Promise.all([loadJobs(ctx, [job]), listJobRuns(ctx.db, name)])
  const nameOf = await actorNames(
    ctx,
    runs.map(({ wokenBy }) => wokenBy),
  )
  return { job: jobItem(ctx, job, loaded), runs: runs.map((run) => runItem(run, nameOf)), zone: platformZone }
}

/** How many jobs failed when they last ran, and since when the first of them does. */
export const failingJobs = (ctx: Ctx, jobs: readonly string[]) => {
  requirePermission(ctx, 'platform:admin')
  return countFailingJobs(ctx.db, jobs)
}

type Loaded = {
  readonly runs: readonly LastRun[]
  readonly running: readonly RunningJob[]
  readonly backlogs: ReadonlyMap<string, Backlog>
  readonly nameOf: (actor: string) => string
}

const loadJobs = async (ctx: Ctx, jobs: readonly NamedJob[]): Promise<Loaded> => {
  const [runs, running, backlogs] = await Promise.all([
    listLastRuns(
      ctx.db,
      jobs.map(({ name }) => name),
    ),
    listRunningJobs(ctx.db, leaseSeconds),
    findBacklogs(ctx.db, ctx.now, jobs),
  ])
  const woken = [...runs.map(({ last }) => last.wokenBy), ...running.map(({ wokenBy }) => wokenBy)]
  return { runs, running, backlogs, nameOf: await actorNames(ctx, woken) }
}

/** Who woke a job, in words. */
const wakerOf = (wokenBy: string, nameOf: Loaded['nameOf']): string => {
  const [kind = '', name] = wokenBy.split(':')
  if (kind === 'user') return nameOf(wokenBy)
  const words: Readonly<Record<string, string>> = { server: 'the server', cron: 'a scheduler', command: 'a command' }
  return `${words[kind] ?? 'nobody knows whom'}${name ? ` (${name})` : ''}`
}

const runItem = (run: JobRunRow, nameOf: Loaded['nameOf']) => ({
  id: String(run.runId),
  wokenBy: wakerOf(run.wokenBy, nameOf),
  startedAt: run.startedAt.toString(),
  endedAt: run.endedAt.toString(),
  tookMs: run.endedAt.epochMilliseconds - run.startedAt.epochMilliseconds,
  counts: run.counts,
  left: run.remaining,
  lateMs: run.lateMs,
  error: run.error,
})

const jobItem = (ctx: Ctx, job: NamedJob, { runs, running, backlogs, nameOf }: Loaded) => {
  const { name, title, does, schedule, everyMs, lateMinutes } = job
  const found = runs.find(({ last }) => last.job === name) ?? null
  const lease = running.find((each) => each.job === name)
  const { count, since } = backlogs.get(name) ?? { count: 0, since: null }
  return {
    job: name,
    title,
    does,
    schedule,
    everyMs,
    state: jobStanding({
      running: lease !== undefined,
      last: found && { endedAt: BigInt(found.last.endedAt.epochMilliseconds), failed: found.last.error !== '' },
      since: since === null ? null : BigInt(since.epochMilliseconds),
      lateMinutes,
      now: BigInt(ctx.now.epochMilliseconds),
    }),
    running: lease ? { wokenBy: wakerOf(lease.wokenBy, nameOf), seconds: lease.seconds } : null,
    last: found && { ...runItem(found.last, nameOf), wellAt: found.wellAt?.toString() ?? null },
    busy: found?.busy ? { endedAt: found.busy.endedAt.toString(), counts: found.busy.counts } : null,
    waiting: count,
    since: since?.toString() ?? null,
  }
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

/** What was found wrong, as administrators see it. */
const differenceItem = ({ orgId, walk, subject, sentence, foundAt }: DifferenceRow) => ({
  org: orgId,
  walk,
  subject,
  sentence,
  foundAt: foundAt.toString(),
})
