import { expect, type Page, test } from '@playwright/test'
import { testedDatabase } from './database'
import { clock } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { always, ownOrg } from './own-org'
import { signedInAs } from './signed-in'

const db = testedDatabase()
let call: MachineCalls['call']
test.beforeAll(async ({ baseURL }) => {
  call = (await machineCalls(db, baseURL)).call
})
test.afterAll(() => db.$client.end())
test.describe.configure({ mode: 'serial' })

const cards = {
  good: '4242424242424242',
  savedThenDeclined: '4000000000000341',
  asksEveryTime: '4000002760003184',
}

/** A prepaid organization of its own, with nothing on it. */
const makePrepaid = (org: string) =>
  ownOrg(db, org, { name: 'Recharge', like: 'helvetia-docs', biller: 'prepaid', since: always })

const saveCard = async (page: Page, org: string, number: string): Promise<void> => {
  await page.goto(`/o/${org}/payment-methods`)
  await page.getByRole('button', { name: 'Add a card' }).click()
  const form = page.frameLocator('iframe')
  const values = { Email: 'ada@example.com', 'Card number': number, Expiry: '12 / 34', 'Security code': '123' }
  for (const [label, value] of Object.entries({ ...values, Name: 'Ada Ammann' })) {
    await form.getByLabel(new RegExp(label)).fill(value)
  }
  await form.getByRole('button', { name: /^Save card/ }).click()
  if (number === cards.asksEveryTime) await form.getByRole('button', { name: 'Complete authentication' }).click()
  await expect(page.getByText('Card saved')).toBeVisible({ timeout: 45_000 })
}

const panel = (page: Page) => page.getByRole('region', { name: 'Auto-recharge' })
const charges = async (org: string): Promise<readonly string[]> => {
  const rows = await db.$client`
    select price::text as price, case when paid_at is not null then 'paid' when failed_at is not null then 'declined'
      else 'open' end as status from purchases where org_id = ${org} and kind = 'recharge' order by begun_at`
  return rows.map(({ price, status }) => `${price} ${status}`)
}
const left = async (org: string): Promise<string> =>
  (await call('GET', `/api/v1/orgs/${org}/funding`, undefined, 'reader key')).body.gate.remaining

/** Usage of so many pages, at 0.0125 each. */
const use = async (org: string, key: string, pages: number): Promise<void> => {
  const event = { org, meter: 'doc.pages', quantity: pages, occurredAt: clock().subtract({ hours: 1 }).toString() }
  await call('POST', '/api/v1/usage/events', { idempotencyKey: `${org}-${key}`, ...event }, 'usage key')
}

const switchOn = async (page: Page, org: string): Promise<void> => {
  await page.goto(`/o/${org}/credits`)
  await panel(page).getByRole('button', { name: 'Switch on' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Charge CHF 20.00 and switch on' }).dblclick()
  await expect(page.getByRole('dialog')).toBeHidden()
}

test('switching it on asks first, charges once for a double click, and then charges by itself as credit runs low', async ({
  browser,
}) => {
  const org = 'recharge'
  await makePrepaid(org)
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(`/o/${org}/credits`)
  await expect(panel(page).getByText('A recharge needs a card.')).toBeVisible()
  await saveCard(page, org, cards.good)
  await page.goto(`/o/${org}/credits`)
  await expect(panel(page)).toContainText('Charged to Visa •••• 4242.')
  await panel(page).getByLabel('Buy this much (CHF)').fill('4')
  await panel(page).getByLabel('At most per month (CHF)').fill('x')
  await panel(page).getByRole('button', { name: 'Switch on' }).click()
  await expect(panel(page).getByText('Enter an amount from CHF 5.00 to CHF 10’000.00.')).toBeVisible()
  await expect(panel(page).getByText('Enter an amount such as 25 or 25.50.')).toBeVisible()
  await panel(page).getByLabel('Buy this much (CHF)').fill('20')
  await panel(page).getByLabel('At most per month (CHF)').fill('50')
  await panel(page).getByRole('button', { name: 'Switch on' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('buys CHF 20.00 of credit at once, with Visa •••• 4242')
  await expect(dialog).toContainText('recharges charge at most CHF 50.00')
  expect(await charges(org)).toEqual([])
  await dialog.getByRole('button', { name: 'Charge CHF 20.00 and switch on' }).dblclick()
  await expect(page.getByText('Auto-recharge is on, CHF 20.00 of credit added')).toBeVisible()
  await expect(panel(page)).toContainText('Nothing is charged now: more than CHF 5.00 is left.')
  expect(await charges(org)).toEqual(['20.00 paid'])
  expect(await left(org)).toBe('20.00')
  await use(org, 'low', 1200)
  await expect.poll(() => left(org), { timeout: 30_000 }).toBe('25.00')
  expect(await charges(org)).toEqual(['20.00 paid', '20.00 paid'])
  await use(org, 'again', 1600)
  await page.reload()
  await expect(panel(page)).toContainText('Nothing is charged until next month: CHF 40.00 was charged this month')
  await panel(page).getByLabel('At most per month (CHF)').fill('')
  await panel(page).getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('Auto-recharge saved')).toBeVisible()
  await expect(panel(page)).toContainText('Nothing is charged now', { timeout: 30_000 })
  expect(await charges(org)).toEqual(['20.00 paid', '20.00 paid', '20.00 paid'])
  await panel(page).getByRole('button', { name: 'Switch off' }).click()
  await expect(panel(page).getByRole('button', { name: 'Switch on' })).toBeVisible()
  expect(problems).toEqual([])
})

test('a card that is declined switches it off, and the page says what happened and what to do', async ({ browser }) => {
  const org = 'recharge-declined'
  await makePrepaid(org)
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await saveCard(page, org, cards.savedThenDeclined)
  await switchOn(page, org)
  const told = panel(page).getByRole('alert')
  await expect(told).toContainText('The last recharge was declined, so auto-recharge is off')
  await expect(told).toContainText('Your bank declined the card.')
  expect(await charges(org)).toEqual(['20.00 declined'])
  await page.reload()
  await told.getByRole('link', { name: 'Use another card' }).click()
  await expect(page).toHaveURL(/payment-methods$/)
  await saveCard(page, org, cards.good)
  await page.getByRole('button', { name: 'Use this card: Visa •••• 4242' }).click()
  await expect(page.getByText('Visa •••• 4242 is charged from now on')).toBeVisible()
  await switchOn(page, org)
  await expect(told).toHaveCount(0)
  expect(await charges(org)).toEqual(['20.00 declined', '20.00 paid'])
  expect(problems).toEqual([])
})

test('a bank that wants the customer sends them to buy by hand', async ({ browser }) => {
  const org = 'recharge-confirm'
  await makePrepaid(org)
  const { page } = await signedInAs(browser, /Ada Ammann/)
  await saveCard(page, org, cards.asksEveryTime)
  await switchOn(page, org)
  const told = panel(page).getByRole('alert')
  await expect(told).toContainText('Your bank wants you to confirm the payment.')
  await told.getByRole('link', { name: 'Buy credit by hand' }).click()
  await expect(page).toHaveURL(/#buy-credit$/)
  expect(await charges(org)).toEqual(['20.00 declined'])
})
