import { expect, it } from 'vitest'
import { openCardDesk } from '@/db/testing/card-payments'
import { clockOfToday, preparePlatform } from '@/db/testing/fixtures'
import { rowCounts } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { wakeable } from '@/lib/jobs/wake'
import { GET, POST } from './route'

const { url, db, ownerSql } = await testDatabase()
await preparePlatform(db)
process.env.DATABASE_URL = url
const settings = {
  ...clockOfToday,
  url: 'http://127.0.0.1',
  mail: null,
  cronSeconds: 30,
  cronSecret: 'aB3dE6gH9jK2mN5pQ8sT' as string | null,
}
Object.assign(globalThis, {
  [Symbol.for('kontor.databases')]: { machines: db, people: db },
  [Symbol.for('kontor.wired')]: { settings, gateway: openCardDesk().stripe },
})
const secret = settings.cronSecret

const ask = (job: string, authorization?: string, method: 'GET' | 'POST' = 'GET') =>
  (method === 'GET' ? GET : POST)(
    new Request(`http://127.0.0.1/api/cron/${job}`, { method, headers: authorization ? { authorization } : {} }),
    { params: Promise.resolve({ job }) },
  )

it.each([
  ['no bearer', undefined],
  ['an empty one', 'Bearer '],
  ['a wrong one', `Bearer ${'x'.repeat(20)}`],
  ['one that is cut off', `Bearer ${secret?.slice(0, -1)}`],
  ['one that is too long', `Bearer ${secret}x`],
  ['one in other letters', `Bearer ${secret?.toLowerCase()}`],
  ['another scheme', `Basic ${secret}`],
  ['the secret alone', secret ?? ''],
  ['a very long one', `Bearer ${'x'.repeat(5_000)}`],
])('%s is refused, and nothing is done', async (_, authorization) => {
  const before = await rowCounts(ownerSql)
  for (const job of ['deliver', 'nothing']) {
    const answer = await ask(job, authorization)
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ detail: { error_code: 'unauthenticated' } })
  }
  expect(await rowCounts(ownerSql)).toEqual(before)
})

it('a name that no job has is not found, with the names that there are', async () => {
  for (const name of ['nothing', 'Deliver', 'deliver/', '__proto__', 'constructor', '']) {
    const answer = await ask(name, `Bearer ${secret}`)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({
      detail: { error_code: 'unknown_job', jobs: wakeable.map((each) => each.name) },
    })
  }
})

it.each(wakeable.map(({ name }) => name))('%s runs by either method, and says what it did', async (name) => {
  for (const method of ['GET', 'POST'] as const) {
    const answer = await ask(name, `bearer ${secret}`, method)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual({
      job: name,
      ran: true,
      startedAt: expect.stringMatching(/Z$/),
      endedAt: expect.stringMatching(/Z$/),
      counts: expect.any(Object),
      left: expect.any(Number),
    })
  }
})

it('a job that fails is answered with 500 and why, so that the scheduler’s own alerting works', async () => {
  await ownerSql`alter table walks rename to walks_gone`
  try {
    const answer = await ask('reconcile', `Bearer ${secret}`)
    expect(answer.status).toBeGreaterThanOrEqual(500)
  } finally {
    await ownerSql`alter table walks_gone rename to walks`
  }
})

it('without a secret the door is closed, and says so', async () => {
  settings.cronSecret = null
  const answer = await ask('deliver', `Bearer ${secret}`)
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({
    detail: { error_code: 'cron_off', message: 'Schedulers cannot wake jobs here, because CRON_SECRET is not set.' },
  })
})
