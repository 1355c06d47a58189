import { expect, type Page, test } from '@playwright/test'
import { emulatedStripe } from '@/lib/demo/emulated-stripe'
import { testedDatabase } from './database'
import { clock } from './dates'
import { always, ownOrg } from './own-org'
import { signedInAs } from './signed-in'

const org = 'disputes'

const db = testedDatabase()
test.beforeAll(() => ownOrg(db, org, { name: 'Disputes', like: 'helvetia-docs', biller: 'prepaid', since: always }))
test.afterAll(() => db.$client.end())

const buy = async (page: Page, amount: string, card: string): Promise<void> => {
  await page.goto(`/o/${org}/credits`)
  await page.getByLabel('Amount in CHF').fill(amount)
  await page.keyboard.press('Enter')
  const form = page.frameLocator('iframe')
  const values = { Email: 'ada@example.com', 'Card number': card, Expiry: '12 / 34', 'Security code': '123' }
  for (const [label, value] of Object.entries({ ...values, Name: 'Ada Ammann' })) {
    await form.getByLabel(new RegExp(label)).fill(value)
  }
  await form.getByRole('button', { name: /^Pay/ }).click()
  // The dispute that comes with the payment may take the form away before the page says that it was paid.
  await expect(page.getByText(/of credit added|This payment is disputed/).first()).toBeVisible({ timeout: 45_000 })
}

const dispute = async () => {
  const [row] = await db.$client`
    select dispute_id as id, status, taken > 0 as frozen from disputes where org_id = ${org} order by opened_at desc limit 1`
  return row as { id: string; status: string; frozen: boolean } | undefined
}
const decide = async (evidence: string, status: string): Promise<void> => {
  const id = (await dispute())?.id ?? ''
  const { sdk } = emulatedStripe(db.$client)(clock())
  await sdk.disputes.update(id, { evidence: { uncategorized_text: evidence }, submit: true })
  await expect.poll(async () => (await dispute())?.status).toBe(status)
}

const bought = (page: Page) => page.getByRole('region', { name: 'Bought' })
const payments = (page: Page) => page.getByRole('region', { name: 'Payments, the newest first' })

test('a disputed payment is told to the customer and to the admin, while it lasts and once it is won', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await buy(page, '40', '4000000000000259')
  await expect.poll(dispute, { timeout: 45_000 }).toMatchObject({ status: 'needs_response', frozen: true })
  await page.goto(`/o/${org}/credits`)
  await expect(bought(page)).toContainText('the holder of the card told the bank not to accept it')
  await expect(bought(page)).toContainText('CHF 40.00 of its credit is frozen until the bank decides.')
  await expect(page.getByRole('region', { name: 'Work is stopped' })).toContainText('The credit is used up.')
  await page.goto(`/admin/organizations/${org}`)
  await expect(payments(page)).toContainText('Disputed')
  await expect(payments(page)).toContainText('Reason: fraudulent')
  await expect(payments(page)).toContainText('CHF 40.00 of its credit is frozen.')
  // Stripe refunds nothing of a payment under dispute.
  await expect(page.getByRole('button', { name: /^Refund/ })).toHaveCount(0)

  await decide('winning_evidence', 'won')
  await page.goto(`/o/${org}/credits`)
  await expect(bought(page)).toContainText('The credit that was frozen came back: CHF 40.00.')
  await page.goto(`/admin/organizations/${org}`)
  await expect(payments(page)).toContainText('CHF 40.00 of frozen credit came back.')
  await expect(page.getByRole('button', { name: /^Refund/ }).filter({ visible: true })).toHaveCount(1)
  expect(problems).toEqual([])
})
