import { expect, test } from '@playwright/test'
import { testedDatabase } from './database'
import { clock, nextMonthBegins } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { ownOrg } from './own-org'

const db = testedDatabase()
let call: MachineCalls['call']

test.beforeAll(async ({ baseURL }) => {
  call = (await machineCalls(db, baseURL)).call
})
test.afterAll(() => db.$client.end())

const org = 'lac-papier'
const codeOf = async (answer: ReturnType<MachineCalls['call']>) => {
  const { status, body } = await answer
  return `${status} ${body.detail?.error_code}`
}
const about = `/api/admin/orgs/${org}`
const funding = async () => (await call('GET', `/api/v1/orgs/${org}/funding`, undefined, 'reader key')).body

test('an organization is put on prepaid credit, funded, capped and taken back from, and the books say so', async () => {
  const effectiveAt = nextMonthBegins.toString()
  const started = await call('POST', `${about}/biller`, { biller: 'prepaid' })
  expect(started.body).toMatchObject({ switched: true, welcome: { asset: 'CHF', amount: '5.00' } })
  expect((await call('POST', `${about}/biller`, { biller: 'prepaid' })).body).toMatchObject({ switched: false })
  const credit = {
    amount: '20.00',
    reference: 'e2e-1',
    expiresAt: clock()
      .add({ hours: 24 * 200 })
      .toString(),
  }
  const granted = (await call('POST', `${about}/grants`, credit)).body
  expect(granted.outcome).toBe('granted')
  expect((await call('POST', `${about}/grants`, credit)).body).toEqual({ ...granted, outcome: 'repeated' })
  expect(await codeOf(call('POST', `${about}/grants`, { ...credit, amount: '21' }))).toBe('422 idempotency_mismatch')
  expect(await funding()).toMatchObject({
    biller: 'prepaid',
    gate: { allowed: true, remaining: '25.00', limits: { maxMemoryMb: null } },
    grants: [
      { grant: granted.grant, remaining: '20.00' },
      { origin: 'signup', remaining: '5.00' },
    ],
  })
  const back = { amount: '50', kind: 'refund', reference: 're_e2e' }
  for (let time = 0; time < 2; time += 1) {
    const taken = await call('POST', `${about}/grants/${granted.grant}/take-back`, back)
    expect(taken.body).toMatchObject({ taken: '20.00', remaining: '0.00' })
  }
  const unitPolicy = { pagesPerUnit: 10, bytesPerUnit: 5_000_000, minimumUnits: 2 }
  const settings = { spendCap: '12.5', tier: 'pro', maxDiskMb: 40_960, unitPolicy }
  expect((await call('PUT', `${about}/funding`, settings)).body.settings).toMatchObject({
    ...settings,
    spendCap: '12.50',
    concurrency: 100,
    freeCredit: true,
  })
  expect((await call('PUT', `${about}/funding`, { spendCap: null })).body.settings).toMatchObject({
    tier: 'pro',
    unitPolicy,
  })
  const coming = await call('POST', `${about}/biller`, { biller: 'invoice', effectiveAt })
  expect(coming.body).toMatchObject({ switched: true, welcome: null })
  expect((await funding()).comingSwitches).toEqual([{ biller: 'invoice', effectiveAt }])
  const first = (await call('GET', `/api/v1/orgs/${org}/ledger?limit=2`, undefined, 'reader key')).body
  expect(first.entries.map(({ kind, amount }: Record<string, string>) => [kind, amount])).toEqual([
    ['refund', '-20.00'],
    ['grant', '20.00'],
  ])
  const next = `/api/v1/orgs/${org}/ledger?limit=2&before=${first.next}`
  expect((await call('GET', next, undefined, 'reader key')).body.entries).toMatchObject([
    { reference: 'welcome:prepaid' },
  ])
})

test('a plan is published, subscribed to, and its week begun again', async () => {
  const plan = {
    plan: 'e2e-team',
    name: 'Team',
    version: 1,
    quota: '5000',
    currency: 'CHF',
    priceMonthly: '49.00',
    priceAnnual: '490.00',
    ratios: { perCost: '100' },
    ceilings: { maxMemoryMb: 32_768, maxVcpus: 16 },
  }
  expect((await call('POST', '/api/admin/plans', plan)).body).toMatchObject({ ...plan, ratios: { base: '0' } })
  expect(await codeOf(call('POST', '/api/admin/plans', plan))).toBe('409 exists')
  expect(await codeOf(call('POST', '/api/admin/plans', { ...plan, version: 3 }))).toBe('409 stale')
  const { plans } = (await call('GET', '/api/admin/plans')).body
  expect(plans).toContainEqual(expect.objectContaining({ plan: 'e2e-team', version: 1 }))
  const order = { plan: 'e2e-team', version: 1, billed: 'annual' }
  expect(await codeOf(call('PUT', `${about}/subscription`, order))).toBe('409 not_for_sale')
  const weekly = '/api/admin/orgs/weekly-desk'
  await ownOrg(db, 'weekly-desk', { name: 'Weekly Desk', like: 'atelier-nord', biller: 'plan_quota' })
  const subscribed = (await call('PUT', `${weekly}/subscription`, order)).body
  expect(subscribed).toMatchObject({ ...order, status: 'active' })
  expect((await call('PUT', `${weekly}/subscription`, order)).body).toEqual(subscribed)
  expect(await codeOf(call('PUT', `${weekly}/subscription`, { ...order, version: 2 }))).toBe('404 unknown_plan')
  const period = { periodStartedAt: clock().toString() }
  expect((await call('POST', `${weekly}/week`, period)).body.reset).toBe(true)
  expect((await call('POST', `${weekly}/week`, period)).body.reset).toBe(false)
  expect(await codeOf(call('POST', `${weekly}/week`, { periodStartedAt: '2999-01-01T00:00:00Z' }))).toBe(
    '400 invalid_timestamp',
  )
})

const wrong: readonly (readonly [string, string, unknown, string])[] = [
  ['POST', 'grants', { amount: '0', reference: 'x' }, '400 invalid_request'],
  ['POST', 'grants', { amount: '-1', reference: 'x' }, '400 invalid_request'],
  ['POST', 'grants', { amount: 5, reference: 'x' }, '400 invalid_request'],
  ['POST', 'grants', { amount: '1.0000000000001', reference: 'x' }, '400 invalid_request'],
  ['POST', 'grants', { amount: '1' }, '400 invalid_request'],
  ['POST', 'grants', { amount: '1', reference: 'x', colour: 'red' }, '400 unknown_field'],
  ['POST', 'grants', { amount: '1', reference: 'x', expiresAt: 'soon' }, '400 invalid_timestamp'],
  ['POST', 'grants', { amount: '1', reference: 'x', expiresAt: '2020-01-01T00:00:00Z' }, '400 invalid_request'],
  ['POST', 'grants', { amount: '1', reference: 'x', asset: 'EUR' }, '422 currency_mixed'],
  ['POST', 'grants/gr_none/take-back', { amount: '1', kind: 'refund', reference: 'x' }, '404 unknown_grant'],
  ['POST', 'grants/gr_none/take-back', { amount: '1', kind: 'gift', reference: 'x' }, '400 invalid_request'],
  ['POST', 'biller', { biller: 'barter' }, '400 invalid_request'],
  ['POST', 'biller', { biller: 'invoice', welcomeCredit: '5' }, '400 invalid_request'],
  ['PUT', 'funding', {}, '400 invalid_request'],
  ['PUT', 'funding', { spendCap: '-1' }, '400 invalid_request'],
  ['PUT', 'funding', { tier: 'custom' }, '400 invalid_request'],
  ['PUT', 'funding', { tier: 'pro', concurrency: 7 }, '400 invalid_request'],
  ['PUT', 'funding', { maxDiskMb: 0 }, '400 invalid_request'],
  ['PUT', 'funding', { cell: 'no-such-cell' }, '404 unknown_cell'],
  ['PUT', 'funding', { unitPolicy: { pagesPerUnit: 10 } }, '400 invalid_request'],
  ['PUT', 'funding', { unitPolicy: { pagesPerUnit: 0, bytesPerUnit: 1, minimumUnits: 1 } }, '400 invalid_request'],
  ['PUT', 'funding', { unitPolicy: { pagesPerUnit: 1, bytesPerUnit: 1.5, minimumUnits: 1 } }, '400 invalid_request'],
  ['PUT', 'subscription', { plan: 'none', version: 1, billed: 'monthly' }, '404 unknown_plan'],
  ['POST', 'week', {}, '400 invalid_request'],
]

test('what is wrong is refused by a clear code, and changes nothing', async () => {
  const before = await funding()
  for (const [method, path, body, code] of wrong) {
    expect(await codeOf(call(method, `${about}/${path}`, body)), `${path} ${JSON.stringify(body)}`).toBe(code)
  }
  for (const query of ['limit=0', 'limit=501', 'before=x', 'colour=red']) {
    const answer = call('GET', `/api/v1/orgs/${org}/ledger?${query}`, undefined, 'reader key')
    expect(await codeOf(answer), query).toMatch(/^400 (invalid_request|unknown_field)$/)
  }
  expect(await funding()).toEqual(before)
})

test('documents are counted by the unit policy that was set', async () => {
  const unitPolicy = { pagesPerUnit: 10, bytesPerUnit: 5_000_000, minimumUnits: 2 }
  await call('PUT', '/api/admin/orgs/atelier-nord/funding', { unitPolicy })
  const scan = async (pages: number, bytes: number) => {
    const document = { idempotencyKey: `policy-${pages}-${bytes}`, org: 'atelier-nord', pages, bytes }
    const use = { ...document, occurredAt: clock().toString(), operation: { ai: true } }
    return (await call('POST', '/api/v1/usage/documents', use, 'usage key')).body.units
  }
  expect([await scan(1, 1), await scan(21, 1), await scan(1, 20_000_001)]).toEqual(['2', '3', '5'])
})
