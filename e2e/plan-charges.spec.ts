import { expect, type Page, test } from '@playwright/test'
import { emulatedStripe } from '@/lib/demo/emulated-stripe'
import { testedDatabase } from './database'
import { clock } from './dates'
import { machineCalls } from './machine-calls'
import { ownOrg } from './own-org'
import { signedInAs } from './signed-in'

const org = 'plan-charges'
const address = `/o/${org}/plans`
const plan = {
  plan: 'e2e-yearly',
  name: 'Yearly',
  version: 1,
  quota: '900',
  currency: 'CHF',
  priceMonthly: '199.00',
  priceAnnual: '1990.00',
  ceilings: { maxMemoryMb: 16_384, maxVcpus: 8 },
}

const db = testedDatabase()
const publish = async (baseURL: string | undefined, terms: object): Promise<void> => {
  const { call } = await machineCalls(db, baseURL)
  expect((await call('POST', '/api/admin/plans', terms)).status).toBe(200)
}
test.beforeAll(async ({ baseURL }) => {
  await ownOrg(db, org, { name: 'Plan Charges', like: 'atelier-nord', biller: 'plan_quota' })
  await publish(baseURL, plan)
})
test.afterAll(async ({ baseURL }) => {
  await publish(baseURL, { ...plan, version: 2, active: false })
  await db.$client.end()
})

const subscribe = async (page: Page, card: string): Promise<void> => {
  await page.goto(`${address}?billed=annual`)
  await page.getByRole('button', { name: 'Subscribe to Yearly for CHF 1’990.00 a year' }).click()
  const form = page.frameLocator('iframe')
  const values = { Email: 'ada@example.com', 'Card number': card, Expiry: '12 / 34', 'Security code': '123' }
  for (const [label, value] of Object.entries({ ...values, Name: 'Ada Ammann' })) {
    await form.getByLabel(new RegExp(label)).fill(value)
  }
  await form.getByRole('button', { name: /^(Pay|Subscribe)/ }).click()
  await expect(page.getByText('Yearly is in force')).toBeVisible({ timeout: 45_000 })
}

const dispute = async () => {
  const [row] = await db.$client`
    select return_id as id, status from payment_returns where org_id = ${org} and kind = 'dispute'`
  return row as { id: string; status: string } | undefined
}

test('a lost chargeback of a yearly plan is told to the customer and the admin, and ends the plan', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await subscribe(page, '4000000000000259')
  await expect.poll(dispute, { timeout: 45_000 }).toMatchObject({ status: 'needs_response' })

  await page.goto(address)
  const charges = page.getByRole('region', { name: 'Charged for subscriptions' })
  await expect(charges).toContainText('CHF 1’990.00')
  await expect(charges).toContainText(/CHF 1’990.00 is disputed since/)
  await expect(page.getByText('Nothing new can be bought right now')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Your plan' })).toContainText('Yearly')
  await page.goto('/admin')
  await expect(page.getByRole('region', { name: 'Disputed payments' })).toContainText('Plan Charges')
  await page.goto(`/admin/organizations/${org}`)
  await expect(page.getByRole('region', { name: 'Subscription charges' }).first()).toContainText('Disputed')

  await emulatedStripe(db.$client)(clock()).sdk.disputes.close((await dispute())?.id ?? '')
  await expect.poll(dispute, { timeout: 45_000 }).toMatchObject({ status: 'lost' })
  await expect
    .poll(async () => {
      await page.goto(address)
      return charges.textContent()
    })
    .toContain('because its payment went back')
  await expect(charges).toContainText(/CHF 1’990.00 was lost to a dispute/)
  await expect(page.getByText('Nothing new can be bought right now')).toHaveCount(0)
  await page.goto(`/admin/organizations/${org}`)
  await expect(page.getByRole('region', { name: 'Subscription charges' }).first()).toContainText('Dispute lost')
  expect(problems).toEqual([])
})
