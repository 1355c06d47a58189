import { expect, test } from '@playwright/test'
import { testedDatabase } from './database'
import { daysAgo } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { signedInAs } from './signed-in'

const db = testedDatabase()
test.afterAll(() => db.$client.end())

const org = 'boxwood'
const day = daysAgo(18)
const at = `${day}T10:00:00Z`
let call: MachineCalls['call']
test.beforeAll(async ({ baseURL }) => {
  call = (await machineCalls(db, baseURL)).call
})

const tell = (key: string, quantity: number) => {
  const event = { idempotencyKey: key, org, meter: 'sandbox.seconds', quantity, occurredAt: at, resource: 'told wrong' }
  return call('POST', '/api/v1/usage/events', event, 'usage key')
}
const address = (key: string): string => `/api/v1/usage/events/${encodeURIComponent(key)}`

test('usage is taken back and amended by its key, whatever characters that has', async () => {
  const keys = ['changed-1', 'job/7 of 9', '100%', '%2F', 'été?#&=+', 'a%2Fb/c']
  for (const key of keys) {
    expect((await tell(key, 3)).body).toMatchObject({ accepted: 1 })
    const amended = await call('PATCH', address(key), { org, quantity: 2 }, 'usage key')
    expect([key, amended.status, amended.body.idempotencyKey, amended.body.status]).toEqual([key, 200, key, 'amended'])
    if (key === keys[0]) continue
    const taken = await call('DELETE', `${address(key)}?org=${org}`, undefined, 'usage key')
    expect([key, taken.status, taken.body.status, taken.body.before.quantity]).toEqual([key, 200, 'taken_back', '2'])
    const again = await call('DELETE', address(key), { org }, 'usage key')
    expect(again).toEqual(taken)
    expect((await tell(key, 3)).body).toMatchObject({ repeated: 1, results: [{ takenBack: true }] })
  }
})

test('what cannot be taken back is refused with a code and a sentence', async () => {
  const none = await call('DELETE', address('never-told'), { org }, 'usage key')
  expect([none.status, none.body.detail.error_code]).toEqual([404, 'unknown_usage'])
  const nobody = await call('DELETE', address('never-told'), {}, 'usage key')
  expect([nobody.status, nobody.body.detail.error_code]).toEqual([400, 'invalid_request'])
  const long = await call('DELETE', address('changed-1'), { org, reason: 'x'.repeat(201) }, 'usage key')
  expect([long.status, long.body.detail.error_code]).toEqual([400, 'invalid_request'])
  const nothing = await call('PATCH', address('changed-1'), { org }, 'usage key')
  expect([nothing.status, nothing.body.detail.error_code]).toEqual([400, 'invalid_request'])
  const gone = await call('PATCH', address('100%'), { org, quantity: 1 }, 'usage key')
  expect([gone.status, gone.body.detail.error_code]).toEqual([409, 'usage_taken_back'])
})

test('the list of events says what became of them', async ({ browser }) => {
  const { page } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(`/o/${org}/usage?from=${day}&to=${day}&meter=sandbox.seconds&resource=told+wrong`)
  const events = page.getByRole('region', { name: 'Events' })
  await expect(events.getByText('Amended', { exact: true }).first()).toBeVisible()
  await expect(events.getByText('Taken back', { exact: true }).first()).toBeVisible()
  await expect(events.getByText('What changed-1 was amended to')).toBeVisible()
  await expect(events.getByText('Takes changed-1 back')).toBeVisible()
})
