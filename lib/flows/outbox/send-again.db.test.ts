import { Temporal } from 'temporal-polyfill'
import { afterAll, expect, it } from 'vitest'
import { admin, contextOf, machine, makeOrg, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { adminDeliveries, failingDeliveries } from '@/lib/reads/admin-deliveries'
import { type BusyCells, deliverCalls } from './deliver'
import { sendAgain } from './send-again'
import { type Fault, startCell } from './testing/cell'
import { plantCell, plantHalt } from './testing/plant-halt'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
await makeOrg(db, 'told')

let now = today
let fault: Fault = 'fails'
const cell = await startCell(
  () => fault,
  () => now,
)
await plantCell(ownerSql, 'cell-a', cell.url, cell.secret)
afterAll(() => cell.close())

const deliver = async (): Promise<number> => {
  const busy: BusyCells = new Map()
  const taken = await deliverCalls(contextOf(db, undefined, now), busy, 250)
  await Promise.all(busy.values())
  return taken
}
const byAdmin = () => contextOf(db, admin, now)
const nothing = {
  state: undefined,
  org: undefined,
  cell: undefined,
  before: undefined,
  after: undefined,
  open: undefined,
}
const list = (over: Partial<Parameters<typeof adminDeliveries>[1]> = {}) =>
  adminDeliveries(byAdmin(), { ...nothing, ...over })
const newest = async () => {
  const [row] = (await list()).rows
  if (!row) throw new Error('nothing is listed')
  return row
}
const audited = async () => (await ownerSql`select 1 from audit_log where action = 'delivery.send_again'`).length

it('what fails is listed with its answer, sent at once when asked, and no second time once it arrived', async () => {
  const generation = await plantHalt(ownerSql, { org: 'told', halted: true, cell: 'cell-a', at: now })
  expect(await newest()).toMatchObject({ state: 'waiting', attempts: 0, tells: 'halt', number: String(generation) })
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await deliver()
    now = now.add({ seconds: 40 })
  }
  expect(await failingDeliveries(byAdmin())).toMatchObject({ count: 1 })
  const failing = await newest()
  expect(failing).toMatchObject({ state: 'failing', attempts: 5, cell: 'cell-a', status: 500, underWay: false })
  await deliver()
  const waiting = await newest()
  expect(Temporal.Instant.compare(waiting.dueAt ?? '', now)).toBe(1)
  now = now.add({ seconds: 1 })
  expect(await deliver()).toBe(0)

  fault = 'ok'
  expect(await sendAgain(byAdmin(), failing.delivery)).toEqual({ outcome: 'due' })
  expect(await deliver()).toBe(1)
  expect(cell.orgs.get('told')).toEqual({ halted: true, generation: Number(generation) })
  expect(await newest()).toMatchObject({ state: 'delivered', dueAt: null, doneAt: expect.any(String) })
  expect(await sendAgain(byAdmin(), failing.delivery)).toEqual({ outcome: 'done' })
  expect([await deliver(), await audited()]).toEqual([0, 1])
  expect(await failingDeliveries(byAdmin())).toEqual({ count: 0, oldestAt: null })
  const { opened } = await list({ open: failing.delivery })
  expect(opened?.attempts.map(({ outcome }) => outcome)).toEqual(['acknowledged', ...Array(6).fill('failed')])
})

it('what is under way is not sent a second time, until its lease ends', async () => {
  await plantHalt(ownerSql, { org: 'told', halted: false, cell: 'cell-a', at: now })
  const { delivery } = await newest()
  await ownerSql`select from take_calls(${now.toString()}, interval '60 seconds', 8, array[]::text[])`
  expect(await newest()).toMatchObject({ state: 'waiting', underWay: true, dueAt: null })
  expect(await sendAgain(byAdmin(), delivery)).toEqual({ outcome: 'under_way' })
  expect([await deliver(), await audited()]).toEqual([0, 1])
  now = now.add({ seconds: 60 })
  expect(await sendAgain(byAdmin(), delivery)).toEqual({ outcome: 'due' })
  const twenty = await Promise.all(Array.from({ length: 20 }, () => deliver()))
  expect(twenty.reduce((sum, taken) => sum + taken, 0)).toBe(1)
  expect(cell.orgs.get('told')?.halted).toBe(false)
})

it('is found by state, organization and cell, page by page, whatever comes meanwhile', async () => {
  await ownerSql`delete from outbox`
  await makeOrg(db, 'other')
  await ownerSql`
    insert into outbox (kind, org_id, reference, created_at, due_at, attempts, last_error, done_at)
    select 'quota_notice', case when n % 2 = 0 then 'told' else 'other' end, 'qw:1:' || n, ${now.toString()},
           ${now.toString()}, case when n <= 120 then 2 else 0 end, case when n <= 120 then 'no' end, null
      from generate_series(1, 130) n`
  await ownerSql`insert into outbox (kind, org_id, reference, created_at, due_at)
    values ('invoice_document', 'told', 'inv_1', ${now.toString()}, ${now.toString()})`
  const first = await list()
  expect([first.rows.length, first.newer, first.rows[0]?.number]).toEqual([50, null, '130'])
  const second = await list({ before: first.older ?? '' })
  expect(second.rows.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, n) => String(80 - n)))
  const third = await list({ before: second.older ?? '' })
  expect([third.rows.length, third.older]).toEqual([30, null])
  const back = await list({ after: third.newer ?? '' })
  expect(back.rows.map(({ delivery }) => delivery)).toEqual(second.rows.map(({ delivery }) => delivery))
  expect((await list({ after: back.newer ?? '' })).newer).toBeNull()
  expect((await list({ state: 'waiting' })).rows.map(({ number }) => number).at(-1)).toBe('121')
  expect((await list({ state: 'failing', org: 'other' })).rows.every(({ org }) => org.org === 'other')).toBe(true)
  expect((await list({ cell: 'cell-a', state: 'failing' })).rows).toHaveLength(50)
  expect((await list({ state: 'broken', org: 'nobody', before: 'x' })).rows).toHaveLength(50)
})

it('is for admins alone, and says when there is no such delivery', async () => {
  expect(await codeOf(sendAgain(contextOf(db, payer('told')), '1'))).toBe('not_found')
  expect(await codeOf(sendAgain(contextOf(db, machine()), '1'))).toBe('missing_scope')
  expect(await codeOf(adminDeliveries(contextOf(db, payer('told')), nothing))).toBe('not_found')
  expect(await codeOf(sendAgain(byAdmin(), '999999999'))).toBe('not_found')
})
