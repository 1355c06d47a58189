import { expect, it } from 'vitest'
import { endJob, noteIdleJobs } from '@/db/commands/job-runs'
import { noteDifferences } from '@/db/commands/walks'
import { admin, at, contextOf, machine, payer } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { type JobName, jobs } from '@/lib/jobs/index'
import { adminJob, adminJobs, failingJobs } from './admin-jobs'

const { db, ownerSql } = await testDatabase()
const start = at('2026-11-21T10:00:00Z')
const ctx = contextOf(db, admin, start.add({ seconds: 90 }))
const names = jobs.map(({ name }) => name)
const most = 50

const run = (job: JobName, second: number, counts: Record<string, number> = {}, error = '') => {
  const startedAt = start.add({ seconds: second })
  const endedAt = startedAt.add({ milliseconds: 20 })
  return endJob(
    db,
    `run_${second}`,
    { job, wokenBy: 'cron', startedAt, endedAt, counts, remaining: 0, lateMs: 0, error },
    most,
  )
}
const idle = (job: JobName, second: number, wokenBy = 'cron') =>
  noteIdleJobs(db, [job], wokenBy, start.add({ seconds: second }), most)
const rowsOf = async (job: JobName) => [
  ...(await ownerSql<{ done: number; error: string }[]>`
      select done, error from job_runs where job = ${job} order by run_id`),
]
const item = async (job: JobName) => (await adminJobs(ctx, jobs)).jobs.find((each) => each.job === job)

it('a job that never ran says so', async () => {
  const shown = await adminJobs(ctx, jobs)
  expect(shown.jobs.map(({ job }) => job)).toEqual(names)
  expect(shown.jobs.every(({ state, last }) => state === 'never' && last === null)).toBe(true)
  expect(await failingJobs(ctx, names)).toEqual({ count: 0, oldestAt: null })
})

it('runs that find nothing due are one row that moves forward, and a run that is told twice is one', async () => {
  for (let second = 0; second < 60; second += 10) await idle('deliver', second)
  await run('deliver', 60, { emails: 2, calls: 1 })
  await run('deliver', 60, { emails: 2, calls: 1 })
  await idle('deliver', 70)
  await idle('deliver', 80)
  expect(await rowsOf('deliver')).toEqual([
    { done: 0, error: '' },
    { done: 3, error: '' },
    { done: 0, error: '' },
  ])
  expect(await item('deliver')).toMatchObject({
    state: 'well',
    everyMs: 500,
    waiting: 0,
    last: { endedAt: '2026-11-21T10:01:20Z', wokenBy: 'a scheduler' },
    busy: { endedAt: '2026-11-21T10:01:00.02Z', counts: { emails: 2, calls: 1 } },
  })
  await idle('deliver', 85, 'cron:daily')
  expect((await adminJob(ctx, jobs, 'deliver')).runs.map(({ wokenBy }) => wokenBy)).toEqual([
    'a scheduler (daily)',
    'a scheduler',
    'a scheduler',
    'a scheduler',
  ])
})

it('two schedulers that take turns and find nothing due keep a row each', async () => {
  await run('reminders', 0, { reminders: 2 })
  for (let second = 10; second < 60; second += 10) {
    await idle('reminders', second, 'server')
    await idle('reminders', second + 5)
  }
  expect(await rowsOf('reminders')).toHaveLength(3)
  expect(await item('reminders')).toMatchObject({ state: 'well', last: { endedAt: '2026-11-21T10:00:55Z' } })
  await run('reminders', 70, { reminders: 1 })
  await idle('reminders', 80, 'server')
  expect((await adminJob(ctx, jobs, 'reminders')).runs.map(({ counts }) => counts.reminders ?? 0)).toEqual([
    0, 1, 0, 0, 2,
  ])
})

it('a job that fails says why and since when, and is well once it ends well', async () => {
  await idle('dunning', 0)
  await run('dunning', 60, {}, 'Stripe is away')
  await run('dunning', 70, {}, 'Stripe is away')
  expect(await item('dunning')).toMatchObject({ state: 'failing', last: { error: 'Stripe is away' } })
  expect(await failingJobs(ctx, names)).toMatchObject({ count: 1, oldestAt: at('2026-11-21T10:00:00Z') })
  await idle('dunning', 80)
  expect(await item('dunning')).toMatchObject({ state: 'well', last: { error: '' } })
  expect((await failingJobs(ctx, names)).count).toBe(0)
})

it('what waits for too long is late, and who runs a job is named', async () => {
  await idle('meter', 0)
  await ownerSql`
    insert into outbox (kind, org_id, reference, created_at, due_at)
    values ('alert_mail', 'acme', 'x', ${start.toString()}, ${start.subtract({ minutes: 9 }).toString()})`
  expect(await item('deliver')).toMatchObject({ state: 'late', waiting: 1, since: '2026-11-21T09:51:00Z' })
  await ownerSql`
    insert into job_leases (job, holder, woken_by, taken_at, beat_at)
    values ('deliver', 'run_1', 'server', clock_timestamp(), clock_timestamp())`
  expect(await item('deliver')).toMatchObject({ state: 'running', running: { wokenBy: 'the server' } })
  await ownerSql`update job_leases set beat_at = beat_at - interval '31 s'`
  expect(await item('deliver')).toMatchObject({ state: 'late', running: null })
})

it('of each job the last fifty runs are kept', async () => {
  for (let n = 0; n < 60; n += 1) await run('verify', n, { entries: n })
  const rows = await rowsOf('verify')
  expect([rows.length, rows.at(0)?.done, rows.at(-1)?.done]).toEqual([50, 10, 59])
  expect(await rowsOf('dunning')).toHaveLength(4)
})

it('what a walk found wrong is listed until it finds it right', async () => {
  const found = (subject: string, sentence: string) => ({ org: 'acme', subject, sentence })
  const look = (...wrong: ReturnType<typeof found>[]) =>
    noteDifferences(db, 'stripe', { orgs: ['acme', 'bolt'] }, wrong, ctx.now)
  await look(found('cus_1', 'It is gone.'), found('sub_1', 'It differs.'))
  await look(found('sub_1', 'It differs still.'))
  expect((await adminJobs(ctx, jobs)).differences).toEqual({
    count: 1,
    rows: [{ ...found('sub_1', 'It differs still.'), walk: 'stripe', foundAt: ctx.now.toString() }],
  })
  await look()
  expect((await adminJobs(ctx, jobs)).differences.count).toBe(0)
})

it('is for admins alone, and knows no other jobs', async () => {
  expect(await codeOf(adminJobs(contextOf(db, payer('acme')), jobs))).toBe('not_found')
  expect(await codeOf(adminJob(contextOf(db, payer('acme')), jobs, 'deliver'))).toBe('not_found')
  expect(await codeOf(adminJobs(contextOf(db, machine()), jobs))).toBe('missing_scope')
  expect(await codeOf(adminJob(ctx, jobs, 'nothing'))).toBe('not_found')
})
