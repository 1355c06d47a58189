import { expect, test } from '@playwright/test'
import { testedDatabase } from './database'
import { clock } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { always, ownOrg } from './own-org'
import { signedInAs } from './signed-in'

const org = 'waits-for-funds'
const db = testedDatabase()
let call: MachineCalls['call']
test.beforeAll(async ({ baseURL }) => {
  call = (await machineCalls(db, baseURL)).call
})
test.afterAll(() => db.$client.end())

test('a halted customer sees how much is missing, pays it, and works again', async ({ browser }) => {
  await ownOrg(db, org, { name: 'Waits for funds', like: 'helvetia-docs', biller: 'prepaid', since: always })
  const occurredAt = clock().subtract({ minutes: 5 }).toString()
  // Forty francs of usage, and nothing to pay it with.
  const event = { org, meter: 'doc.pages', quantity: 3200, occurredAt, idempotencyKey: 'waits-1' }
  expect(JSON.stringify((await call('POST', '/api/v1/usage/events', event, 'usage key')).body)).toContain(
    'charge_refused',
  )
  const check = async () => (await call('POST', '/api/v1/check', { org }, 'gate key')).body
  expect(await check()).toMatchObject({ detail: { error_code: 'payment_required' } })

  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(`/o/${org}`)
  const stopped = page.getByRole('region', { name: 'Work is stopped' })
  await expect(stopped).toContainText('CHF 40.00 is missing')
  await stopped.getByRole('link', { name: 'Buy credit' }).click()
  await expect(page.getByRole('region', { name: 'Usage waiting for funds' })).toContainText('CHF 40.00')
  await expect(page.getByLabel('Amount in CHF')).toHaveValue('45.00')
  await page.getByRole('button', { name: 'Buy credit', exact: true }).click()
  const form = page.frameLocator('iframe')
  const values = { Email: 'ada@example.com', 'Card number': '4242424242424242', Expiry: '12 / 34' }
  for (const [label, value] of Object.entries({ ...values, 'Security code': '123', Name: 'Ada Ammann' })) {
    await form.getByLabel(new RegExp(label)).fill(value)
  }
  await form.getByRole('button', { name: /^Pay/ }).click()
  await expect(page.getByRole('region', { name: 'Usage waiting for funds' })).toBeHidden({ timeout: 60_000 })
  await expect(stopped).toBeHidden()
  expect(await check()).toMatchObject({ allowed: true })
  const { body } = await call('GET', `/api/v1/orgs/${org}/funding`, undefined, 'reader key')
  expect([body.waiting, body.gate.remaining]).toEqual([null, '5.00'])
  expect(problems).toEqual([])
})
