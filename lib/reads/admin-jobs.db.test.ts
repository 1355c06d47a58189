import { expect, it } from 'vitest'
import { admin, at, contextOf, machine, payer } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { type JobName, jobNames } from '@/lib/core/jobs/jobs'
import { recordRun } from '@/lib/flows/jobs/record-run'
import { adminJobs, failingJobs } from './admin-jobs'

const { db, ownerSql } = await testDatabase()
const start = at('2026-11-21T10:00:00Z')
const ctx = contextOf(db, admin, start.add({ seconds: 90 }))

const run = (job: JobName, second: number, done = 0, error: unknown = null) => {
  const startedAt = start.add({ seconds: second })
  return recordRun(db, { job, startedAt, endedAt: startedAt.add({ milliseconds: 20 }), done, error })
}
const rowsOf = async (job: JobName) => [
  ...(await ownerSql<{ done: number; error: string }[]>`
      select done, error from job_runs where job = ${job} order by run_id`),
]
const item = async (job: JobName) => (await adminJobs(ctx)).jobs.find((each) => each.job === job)

it('a job that never ran says so, and what only the demo does is not there', async () => {
  const { jobs } = await adminJobs(ctx)
  expect(jobs).toHaveLength(jobNames.length - 1)
  expect(jobs.every(({ state, last }) => state === 'never' && last === null)).toBe(true)
  expect(jobs.map(({ job }) => job)).not.toContain('emulator')
  expect(await failingJobs(ctx)).toEqual({ count: 0, oldestAt: null })
})

it('runs that do nothing are one row that moves forward, and a run that is told twice is one', async () => {
  for (let second = 0; second < 60; second += 10) await run('calls', second)
  await run('calls', 60, 3)
  await run('calls', 60, 3)
  await run('calls', 70)
  await run('calls', 80)
  expect(await rowsOf('calls')).toEqual([
    { done: 0, error: '' },
    { done: 3, error: '' },
    { done: 0, error: '' },
  ])
  expect(await item('calls')).toMatchObject({
    state: 'well',
    everyMs: 500,
    waiting: 0,
    last: { endedAt: '2026-11-21T10:01:20.02Z', done: 3, busyAt: '2026-11-21T10:01:00.02Z' },
  })
})

it('a job that fails says why and since when, and is well once it ends well', async () => {
  await run('dunning', 0)
  await run('dunning', 60, 0, new Error('Stripe\nis away\u0000'))
  await run('dunning', 70, 0, new Error('Stripe\nis away\u0000'))
  expect(await rowsOf('dunning')).toHaveLength(2)
  expect(await item('dunning')).toMatchObject({ state: 'failing', last: { error: 'Stripe is away' } })
  expect(await failingJobs(ctx)).toMatchObject({ count: 1, oldestAt: at('2026-11-21T10:00:00.020Z') })
  await run('dunning', 80)
  expect(await item('dunning')).toMatchObject({ state: 'well', last: { error: '' } })
  expect((await failingJobs(ctx)).count).toBe(0)
})

it('a job that stayed away is missed', async () => {
  await run('funds', 0)
  expect((await item('funds'))?.state).toBe('missed')
})

it('of each job the last fifty runs are kept', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, n) => run('documents', n, 1)))
  for (let n = 30; n < 80; n += 1) await run('documents', n, n)
  const rows = await rowsOf('documents')
  expect([rows.length, rows.at(0)?.done, rows.at(-1)?.done]).toEqual([50, 30, 79])
  expect(await rowsOf('calls')).toHaveLength(3)
})

it('is for admins alone', async () => {
  expect(await codeOf(adminJobs(contextOf(db, payer('acme'))))).toBe('not_found')
  expect(await codeOf(adminJobs(contextOf(db, machine())))).toBe('missing_scope')
})
