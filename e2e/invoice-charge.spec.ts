import { expect, type Page, test } from '@playwright/test'
import { issueInvoice } from '@/lib/flows/invoices/issue-invoice'
import { testedDatabase } from './database'
import { lastMonth } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { always, ownOrg, systemContext } from './own-org'
import { signedInAs } from './signed-in'

const db = testedDatabase()
let call: MachineCalls['call']
test.beforeAll(async ({ baseURL }) => {
  call = (await machineCalls(db, baseURL)).call
})
test.afterAll(() => db.$client.end())
test.describe.configure({ mode: 'serial' })

const saveCard = async (page: Page, org: string, number: string): Promise<void> => {
  await page.goto(`/o/${org}/payment-methods`)
  await page.getByRole('button', { name: 'Add a card' }).click()
  const form = page.frameLocator('iframe')
  const values = { Email: 'ada@example.com', 'Card number': number, Expiry: '12 / 34', 'Security code': '123' }
  for (const [label, value] of Object.entries({ ...values, Name: 'Ada Ammann' })) {
    await form.getByLabel(new RegExp(label)).fill(value)
  }
  await form.getByRole('button', { name: /^Save card/ }).click()
  await expect(page.getByText('Card saved')).toBeVisible({ timeout: 45_000 })
}

/** An organization that pays by card, with one saved, and its invoice of last month. */
const issue = async (page: Page, org: string, card: string): Promise<string> => {
  await ownOrg(db, org, { name: `Card ${org}`, like: 'alpenblick', biller: 'invoice', since: always })
  await saveCard(page, org, card)
  const occurredAt = `${lastMonth}-15T09:00:00Z`
  const event = { org, meter: 'doc.pages', quantity: 2000, occurredAt, idempotencyKey: `${org}-use` }
  await call('POST', '/api/v1/usage/events', event, 'usage key')
  const { invoiceId } = await issueInvoice(systemContext(db), org, lastMonth)
  return `/o/${org}/invoices/${invoiceId}`
}

/** What the page says once the job that charges cards has come to it. */
const seen = async (page: Page, address: string, words: RegExp): Promise<void> => {
  await expect(async () => {
    await page.goto(address)
    await expect(page.getByText(words)).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 45_000 })
}

test('an invoice is charged to the saved card after it is issued, and says so', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  const address = await issue(page, 'card-charged', '4242424242424242')
  await seen(page, address, /was charged to the card ending in 4242 on/)
  await expect(page.getByRole('button', { name: /^Pay/ })).toHaveCount(0)
  expect(problems).toEqual([])
})

test('a card that is declined is said with its reason, on the invoice and in the lists, and the invoice can be paid', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  const address = await issue(page, 'card-declined', '4000000000000341')
  await seen(page, address, /The card ending in 0341 was declined on/)
  await expect(page.getByText('Your bank declined the payment.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Pay/ })).toBeVisible()
  for (const list of ['/o/card-declined/invoices', '/admin/invoices?org=card-declined']) {
    await page.goto(list)
    await expect(page.getByText('Card declined').locator('visible=true').first()).toBeVisible()
  }
  await page.goto('/o/card-declined')
  await expect(page.getByText('A card was not charged for an invoice.')).toBeVisible()
  expect(problems).toEqual([])
})
