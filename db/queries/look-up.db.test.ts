import { afterAll, expect, it, vi } from 'vitest'
import { connect, disconnect } from '@/db/client'
import { call } from '@/db/commands/call'
import { testDatabase } from '@/db/testing/test-database'
import { withDeadline, withoutDeadline } from '@/lib/platform/deadline'
import { lookUp } from './look-up'

const { url, ownerSql } = await testDatabase()
const machines = connect({ url, role: 'kontor_app', connections: 2 })
const people = connect({ url, role: 'kontor_app', connections: 2, oneEach: true })
afterAll(async () => {
  await Promise.all([disconnect(machines), disconnect(people)])
})

/** What is being worked on at the server whose text names this. */
const underWay = async (name: string): Promise<number> => {
  const rows = await ownerSql`
    select 1 from pg_stat_activity where state = 'active' and query like ${`%${name}%`} and pid <> pg_backend_pid()`
  return rows.length
}
const short = { attemptMs: 500, totalMs: 60_000 }
const long = { attemptMs: 60_000, totalMs: 60_000 }

it.each([
  ['people', people],
  ['machines', machines],
] as const)('a reading of %s that takes too long is ended at the server and not started again', async (_, db) => {
  let attempts = 0
  const slow = lookUp(async () => {
    attempts += 1
    return db.$client`select pg_sleep(600), 'too_slow'`
  }, short)
  await expect(slow).rejects.toMatchObject({ code: 'unavailable' })
  await vi.waitFor(async () => expect(await underWay('too_slow')).toBe(0), { timeout: 60_000, interval: 50 })
  expect(attempts).toBe(1)
  expect(await lookUp(async () => db.$client`select 1 as one`)).toEqual([{ one: 1 }])
})

it('what waits for its turn longer than anybody waits for it is never begun', async () => {
  await ownerSql`create sequence begun`
  await ownerSql`grant all on sequence begun to kontor_app`
  const door = await ownerSql.reserve()
  await door`select pg_advisory_lock(7)`
  const before = ['a', 'b'].map((each) =>
    lookUp(async () => people.$client`select pg_advisory_xact_lock_shared(7), ${each}::text`, long),
  )
  const waiting = lookUp(async () => people.$client`select nextval('begun')`, short)
  await expect(waiting).rejects.toMatchObject({ code: 'unavailable' })
  await door`select pg_advisory_unlock(7)`
  door.release()
  await Promise.all(before)
  expect(await ownerSql`select is_called from begun`).toEqual([{ is_called: false }])
  expect(await lookUp(async () => people.$client`select nextval('begun')`)).toEqual([{ nextval: '1' }])
})

it('many readings of people take turns, and each is answered what it asked', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      lookUp(async () => {
        const [row] = await people.$client<{ index: number }[]>`select ${index}::int as index`
        return row?.index
      }, long),
    ),
  )
  expect(answers).toEqual(Array.from({ length: 50 }, (_, index) => index))
  const failing = Array.from({ length: 5 }, () => lookUp(async () => people.$client`select 1 / 0`, long))
  const outcomes = await Promise.allSettled(failing)
  expect(outcomes.map(({ status }) => status)).toEqual(Array(5).fill('rejected'))
  expect(await lookUp(async () => people.$client`select 1 as one`)).toEqual([{ one: 1 }])
})

it('everything that a request asks for ends with the request', async () => {
  let attempts = 0
  const asked = withDeadline(performance.now() + 700, async () => {
    const one = lookUp(async () => {
      attempts += 1
      return people.$client`select pg_sleep(600)`
    }, long)
    await expect(one).rejects.toMatchObject({ code: 'unavailable' })
    const another = call(async () => {
      attempts += 1
      return people.$client`select 1`
    })
    await expect(another).rejects.toMatchObject({ code: 'unavailable' })
    return withoutDeadline(() => lookUp(async () => people.$client`select 1 as one`))
  })
  expect(await asked).toEqual([{ one: 1 }])
  expect(attempts).toBe(1)
})

it('a call that was ended in place of another one is made again', async () => {
  let attempts = 0
  const answer = await call(async () => {
    attempts += 1
    const pid = machines.$client<{ pid: number }[]>`select pg_backend_pid() as pid`
    if (attempts > 1) return pid
    throw Object.assign(new Error('canceling statement due to user request'), { code: '57014' })
  })
  expect([attempts, answer.length]).toEqual([2, 1])
})
