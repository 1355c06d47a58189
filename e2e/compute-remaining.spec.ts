import { expect, test } from '@playwright/test'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { putOnPlan } from '@/lib/flows/plans/put-on-plan'
import { testedDatabase } from './database'
import { clock } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { always, ownOrg, systemContext } from './own-org'

const db = testedDatabase()
let call: MachineCalls['call']
let paths: MachineCalls['document']['paths']

test.beforeAll(async ({ baseURL }) => {
  const made = await machineCalls(db, baseURL)
  call = made.call
  paths = made.document.paths
  await ownOrg(db, org, { name: 'Remaining Weekly', like: 'atelier-nord', biller: 'plan_quota', since: always })
  await putOnPlan(systemContext(db), org, { plan: 'compute-team', version: 2, billed: 'monthly' })
  const pack = { origin: 'pack', asset: 'compute.units', amount: '1000', reference: 'remaining-pack' }
  await call('POST', `/api/admin/orgs/${org}/grants`, pack)
  await ownOrg(db, halted, { name: 'Remaining Desk', like: 'boxwood', biller: 'prepaid' })
})
test.afterAll(() => db.$client.end())
test.describe.configure({ mode: 'serial' })

/** On a weekly quota with a pack of extras; a job of 1.25 hours costs 0.15, which is 1 + 100 × 0.15 = 16 units. */
const org = 'remaining-weekly'
/** Prepaid, without credit: what it uses is refused, and waits for funds. */
const halted = 'remaining-desk'
const occurredAt = clock().toString()
const job = (key: string, over: object = {}) => ({
  idempotencyKey: `remaining-${key}`,
  org,
  meter: 'node.hours',
  quantity: '1.25',
  occurredAt,
  ...over,
})

const report = (body: unknown) => call('POST', '/api/v1/usage/events', body, 'usage key')
const check = (body: object = {}) => call('POST', '/api/v1/check', { org, ...body }, 'gate key')
const scan = (key: string, over: object = {}) =>
  call(
    'POST',
    '/api/v1/usage/documents',
    {
      idempotencyKey: `remaining-${key}`,
      org,
      pages: 1,
      bytes: 1,
      occurredAt,
      operation: { apiKey: true },
      ...over,
    },
    'usage key',
  )

/** What the gate says is left, as the header has it too. */
const leftNow = async (): Promise<string> => {
  const { status, body, left } = await check()
  expect([status, left]).toEqual([200, body.units.remaining])
  return left ?? ''
}
const without = (left: string, units: bigint): string =>
  formatDecimal((parseDecimal(left, 12) ?? 0n) - units * 10n ** 12n, 12, 0)

test('usage answers with what is left after it: of one event, of a batch, and of one that is known already', async () => {
  const left = await leftNow()
  expect((await report(job('1'))).left).toBe(without(left, 16n))
  expect((await report(job('1'))).left).toBe(without(left, 16n))
  expect((await report([job('2'), job('3')])).left).toBe(without(left, 48n))
  expect((await report({ events: [job('2'), job('4'), job('bad', { quantity: -1 })] })).left).toBe(without(left, 64n))
  expect((await report([job('1'), job('4')])).left).toBe(without(left, 64n))
  expect(await leftNow()).toBe(without(left, 64n))
})

test('documents answer with what is left: one that counts, one that is bypassed', async () => {
  const left = await leftNow()
  expect(await scan('doc-1')).toMatchObject({ body: { status: 'accepted' }, left: without(left, 6n) })
  expect(await scan('doc-1')).toMatchObject({ body: { status: 'repeated' }, left: without(left, 6n) })
  expect(await scan('doc-2', { operation: {} })).toMatchObject({
    body: { status: 'bypassed' },
    left: without(left, 6n),
  })
})

test('a reservation takes from what is left, and its release gives it back', async () => {
  const left = await leftNow()
  const key = 'remaining/held 50%25 ä'
  const start = { meter: 'node.hours', quantity: '1.25', reserve: true, idempotencyKey: key }
  expect(await check(start)).toMatchObject({ status: 200, left: without(left, 16n) })
  const path = `/api/v1/orgs/${org}/reservations/${encodeURIComponent(key)}`
  expect(await call('DELETE', path, undefined, 'gate key')).toMatchObject({ body: { reservation: key }, left })
})

test('what the gate refuses says what is left as well', async () => {
  const large = { meter: 'node.hours', quantity: '100000' }
  let left = await leftNow()
  expect(await check({ resource: { diskMb: 900_000_000 } })).toMatchObject({ status: 403, left })
  expect(await check({ concurrent: 1_000_000 })).toMatchObject({ status: 429, left })
  for (let place = 0; ; place += 1) {
    const answer = await report(job(`large-${place}`, large))
    if (answer.status === 402) {
      // What is left pays a part of it; the rest waits.
      expect(answer.left).toBe('0')
      left = '0'
      break
    }
    expect([answer.status, Number(answer.left) < Number(left)]).toEqual([200, true])
    left = answer.left ?? ''
  }
  expect(await check(large)).toMatchObject({ status: 402, left })
  expect(await check({ ...large, reserve: true, idempotencyKey: 'remaining-large' })).toMatchObject({
    status: 402,
    left,
  })
})

test('it is absent where nothing of the kind is left: on other billers, of several organizations, for what is wrong', async () => {
  for (const other of ['helvetia-docs', 'glacier-ml', 'tarn-robotics', 'boxwood', halted, 'papiermuehle']) {
    expect([other, (await check({ org: other })).left]).toEqual([other, null])
  }
  for (const other of ['glacier-ml', 'papiermuehle', halted]) {
    const event = job(`of-${other}`, { org: other })
    expect([other, (await report(event)).left, (await report(event)).left]).toEqual([other, null, null])
    expect((await scan(`doc-${other}`, { org: other })).left).toBeNull()
  }
  expect((await report([job('5'), job('of-glacier-2', { org: 'glacier-ml' })])).left).toBeNull()
  expect(await report(job('6', { meter: 'doc.inches' }))).toMatchObject({ status: 404, left: null })
  const foreign = await call('POST', '/api/v1/check', { org }, 'key of another org')
  expect(foreign).toMatchObject({ status: 404, left: null })
})

test('it is described as a header of every answer that has it', () => {
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { responses }]) =>
      Object.entries(responses).flatMap(([status, { headers }]) =>
        headers?.['X-Compute-Remaining'] ? [`${method.toUpperCase()} ${path} ${status}`] : [],
      ),
    ),
  )
  expect(described.sort()).toEqual([
    'DELETE /api/v1/orgs/{org}/reservations/{reservation} 200',
    'DELETE /api/v1/usage/events/{key} 200',
    'PATCH /api/v1/usage/events/{key} 200',
    'POST /api/v1/check 200',
    'POST /api/v1/check 400',
    'POST /api/v1/check 402',
    'POST /api/v1/check 403',
    'POST /api/v1/check 404',
    'POST /api/v1/check 409',
    'POST /api/v1/check 422',
    'POST /api/v1/check 429',
    'POST /api/v1/usage/documents 200',
    'POST /api/v1/usage/documents 402',
    'POST /api/v1/usage/events 200',
    'POST /api/v1/usage/events 402',
  ])
})
