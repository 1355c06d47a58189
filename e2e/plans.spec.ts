import { expect, type FrameLocator, type Locator, type Page, test } from '@playwright/test'
import { setMember } from '@/db/commands/settings'
import { findStripeCustomer } from '@/db/queries/orgs'
import { findUserByEmail } from '@/db/queries/users'
import { formatMoney } from '@/lib/core/money/format'
import { emulatedStripe } from '@/lib/demo/emulated-stripe'
import { testedDatabase } from './database'
import { clock } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { ownOrg, systemContext } from './own-org'
import { hasFocus, tabTo } from './page-state'
import { inNavigation, signedInAs } from './signed-in'

const org = 'plans-desk'
const address = `/o/${org}/plans`
/** The gate knows within so long. */
const quickly = { timeout: 5_000 }

const db = testedDatabase()
let call: MachineCalls['call']

const userOf = async (email: string): Promise<string> => (await findUserByEmail(db, email))?.userId ?? ''
const owner = () => userOf('lea@atelier-nord.example')
const member = () => userOf('mia@alpenblick.example')
const stripe = () => emulatedStripe(db.$client)(clock())

const plan = (name: string, title: string, quota: string, monthly: string, annual: string) => ({
  plan: name,
  name: title,
  version: 1,
  quota,
  currency: 'CHF',
  priceMonthly: monthly,
  priceAnnual: annual,
  ceilings: { maxMemoryMb: 16_384, maxVcpus: 8 },
})

const plans = [
  plan('e2e-solo', 'Solo', '300', '30.00', '300.00'),
  plan('e2e-crew', 'Crew', '2500', '120.00', '1200.00'),
]

type Tier = { readonly tier: string; readonly version: number; readonly currency: string }

/** The next version of each tier in francs, at prices this test knows. */
const publishTiers = async (): Promise<void> => {
  const { tiers } = (await call('GET', '/api/admin/tiers')).body as { tiers: readonly Tier[] }
  for (const [tier, monthly] of Object.entries({ pro: 20, pro_plus: 90, pro_plus_plus: 150 })) {
    const versions = tiers.filter((each) => each.tier === tier && each.currency === 'CHF')
    const version = Math.max(0, ...versions.map((each) => each.version)) + 1
    const prices = { priceMonthly: `${monthly}.00`, priceAnnual: `${monthly * 10}.00` }
    const terms = { tier, version, currency: 'CHF', active: true, ...prices }
    expect((await call('POST', '/api/admin/tiers', terms)).status).toBe(200)
  }
}

test.beforeAll(async ({ baseURL }) => {
  call = (await machineCalls(db, baseURL)).call
  const { now } = systemContext(db)
  await ownOrg(db, org, { name: 'Plans Desk', like: 'atelier-nord', biller: 'plan_quota' })
  await setMember(db, org, await owner(), 'owner', now, null)
  await setMember(db, org, await member(), 'member', now, null)
  for (const each of plans) expect((await call('POST', '/api/admin/plans', each)).status).toBe(200)
  await publishTiers()
})
test.afterAll(async () => {
  await outage('none')
  for (const each of plans) await call('POST', '/api/admin/plans', { ...each, version: 2, active: false })
  await db.$client`delete from members where org_id = ${org}`
  await db.$client.end()
})
test.describe.configure({ mode: 'serial' })

const outage = (kind: string) => stripe().sdk.rawRequest('POST', '/v1/test_helpers/emulator/outage', { kind })

/** Stays true as long as the page is not loaded again. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { stillHere: true }))
const isMarked = (page: Page) => page.evaluate(() => 'stillHere' in window)

const form = (page: Page): FrameLocator => page.frameLocator('iframe')

const pay = async (page: Page, number = '4242424242424242'): Promise<void> => {
  const values = { Email: 'lea@atelier-nord.example', 'Card number': number, Expiry: '12 / 34', 'Security code': '123' }
  for (const [label, value] of Object.entries({ ...values, Name: 'Lea Nord' })) {
    await form(page).getByLabel(new RegExp(label)).fill(value)
  }
  await form(page)
    .getByRole('button', { name: /^(Pay|Subscribe)/ })
    .click()
}

const yours = (page: Page) => page.getByRole('region', { name: 'Your plan' })
const shelf = (page: Page, name: string) => page.getByRole('list', { name, exact: true })
const card = (page: Page, name: string, list = 'Plans'): Locator =>
  shelf(page, list)
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name, exact: true }) })

const gate = async (body: object = {}) => (await call('POST', '/api/v1/check', { org, ...body }, 'gate key')).body
const quota = async (): Promise<string> => (await gate()).units?.remaining ?? ''
const concurrency = async (): Promise<number> => (await gate()).limits?.concurrency

/** What was charged at Stripe, in minor units, the last first. */
const charged = async (): Promise<readonly number[]> => {
  const customer = (await findStripeCustomer(db, org)) ?? ''
  const { data } = await stripe().sdk.invoices.list({ customer, limit: 100 })
  return data.filter(({ status }) => status === 'paid').map(({ amount_paid: amount }) => amount)
}
const money = (minor: number): string => formatMoney((minor / 100).toFixed(2), 'CHF')

test('a plan is subscribed to in the page: declined with one card, paid with another, and the gate knows', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, 'Lea Nord')
  await page.goto(`/o/${org}`)
  await inNavigation(page, 'Plans').click()
  await expect(page).toHaveURL(new RegExp(`${address}$`))
  await expect(yours(page)).toContainText('No plan yet')
  await expect(card(page, 'Solo')).toContainText('CHF 30.00')
  await expect(card(page, 'Solo')).toContainText('300 compute units a week')
  await mark(page)
  await page.getByRole('button', { name: 'Subscribe to Solo for CHF 30.00 a month' }).dblclick()
  await expect(page.getByRole('heading', { name: 'Subscribe to Solo: CHF 30.00 a month' })).toBeVisible()
  await pay(page, '4000000000000002')
  await expect(form(page).getByText('Your card was declined.').first()).toBeVisible()
  expect((await call('POST', '/api/v1/check', { org }, 'gate key')).status).toBe(402)
  await pay(page)
  await expect(page.getByText('Solo is in force')).toBeVisible({ timeout: 45_000 })
  await expect.poll(quota, quickly).toBe('300')
  await expect(yours(page)).toContainText('Solo')
  await expect(yours(page)).toContainText('CHF 30.00 a month')
  await expect(yours(page)).toContainText(/Renews on.*Europe\/Zurich/)
  await expect(yours(page)).toContainText('0 of 300 units used')
  await expect(card(page, 'Solo')).toContainText('Yours')
  await expect(card(page, 'Solo').getByRole('button')).toHaveCount(0)
  expect(await isMarked(page)).toBe(true)
  expect(await charged()).toEqual([3_000])
  // The browser itself logs the answer to the declined card, as it does with Stripe.
  expect(problems).toEqual([expect.stringContaining('402 (Payment Required)')])
})

test('prices are shown by the month or the year, and the address remembers which', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Lea Nord')
  await page.goto(address)
  await expect(card(page, 'Crew')).toContainText('CHF 120.00 a month')
  await page.getByText('Annually').click()
  await expect(page).toHaveURL(/\?billed=annual$/)
  await expect(card(page, 'Crew')).toContainText('CHF 1’200.00 a year')
  await expect(card(page, 'Crew')).toContainText('Saves 16 %')
  await expect(card(page, 'Solo')).toContainText('Yours, paid monthly')
  await page.reload()
  await expect(card(page, 'Crew')).toContainText('CHF 1’200.00 a year')
  expect(problems).toEqual([])
})

test('an upgrade that is confirmed twice is charged once, exactly as it was previewed', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Lea Nord')
  await page.goto(address)
  await mark(page)
  await page.getByRole('button', { name: /^Change to Crew/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('row', { name: /Quota/ })).toContainText('2’500 compute units a week')
  await expect(dialog.getByRole('row', { name: /Price/ })).toContainText('CHF 30.00 a month')
  await expect(dialog.getByRole('row', { name: /Price/ })).toContainText('CHF 120.00 a month')
  await expect(dialog).toContainText(/This holds until .*Europe\/Zurich/)
  const confirm = dialog.getByRole('button', { name: /^Pay CHF/ })
  const previewed = ((await confirm.textContent()) ?? '').replace(/^Pay (.*) and change$/, '$1')
  expect(await charged()).toHaveLength(1)
  await confirm.dblclick()
  await expect(page.getByText('Crew is in force')).toBeVisible({ timeout: 45_000 })
  await expect(dialog).toHaveCount(0)
  await expect.poll(quota, quickly).toBe('2500')
  await expect(yours(page)).toContainText('Crew')
  await expect(yours(page)).toContainText('0 of 2’500 units used')
  const [last = 0, ...before] = await charged()
  expect(money(last)).toBe(previewed)
  expect(before).toEqual([3_000])
  expect(await isMarked(page)).toBe(true)
  expect(problems).toEqual([])
})

test('a quote that does not hold any more is shown again in the same dialog, and nothing is charged', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, 'Lea Nord')
  const before = await charged()
  await page.goto(`${address}?billed=annual`)
  await page.getByRole('button', { name: /^Change to Solo/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: /^Pay CHF/ })).toBeVisible()
  // The operator bills something along with it meanwhile.
  const { sdk } = stripe()
  const customer = (await findStripeCustomer(db, org)) ?? ''
  const [subscription] = (await sdk.subscriptions.list({ customer })).data
  const extra = await sdk.invoiceItems.create({
    customer,
    subscription: subscription?.id ?? '',
    amount: 500,
    currency: 'chf',
    description: 'Help with the move',
  })
  await dialog.getByRole('button', { name: /^Pay CHF/ }).click()
  await expect(dialog).toContainText('It costs something else by now')
  await expect(dialog).toContainText('Help with the move')
  expect(await charged()).toEqual(before)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(yours(page)).toContainText('Crew')
  await sdk.invoiceItems.del(extra.id)
  expect(problems).toEqual([])
})

test('a card that is declined for a change says why, leads to the cards, and changes nothing', async ({ browser }) => {
  const { sdk, gateway } = stripe()
  const customer = (await findStripeCustomer(db, org)) ?? ''
  const [subscription] = (await sdk.subscriptions.list({ customer })).data
  const chargedMethod = async (): Promise<string> => {
    const [file] = await db.$client`select default_method from org_payment_methods where org_id = ${org}`
    return String(file?.default_method)
  }
  const charge = async (method: string): Promise<void> => {
    await gateway.setDefaultCard(customer, method)
    await gateway.chargeSubscriptionTo(subscription?.id ?? '', method)
    await expect.poll(chargedMethod).toBe(method)
  }
  const good = await chargedMethod()
  const { id: bad } = await sdk.paymentMethods.attach('pm_card_chargeCustomerFail', { customer })
  await charge(bad)
  const { page, problems } = await signedInAs(browser, 'Lea Nord')
  const before = await charged()
  await page.goto(`${address}?billed=annual`)
  await page.getByRole('button', { name: /^Pay annually: Crew/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Pay CHF/ }).click()
  await expect(dialog.getByRole('alert')).toContainText('The card was declined')
  expect(await charged()).toEqual(before)
  await expect.poll(quota, quickly).toBe('2500')
  await dialog.getByRole('link', { name: 'Payment methods' }).click()
  await expect(page).toHaveURL(/payment-methods$/)
  await charge(good)
  expect(problems).toEqual([])
})

test('a plan is cancelled and resumed, with the keyboard alone', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Lea Nord')
  await page.goto(address)
  await expect(yours(page)).toContainText('Renews on')
  await tabTo(page, /^Cancel plan$/)
  await page.keyboard.press('Enter')
  const question = page.getByRole('dialog')
  await expect(question).toContainText(/It can be used until .*Europe\/Zurich/)
  await tabTo(page, /^Cancel plan$/)
  await page.keyboard.press('Enter')
  await expect(yours(page)).toContainText(/Ends on/)
  await expect(question).toHaveCount(0)
  await expect.poll(quota, quickly).toBe('2500')
  await tabTo(page, /^Resume plan$/)
  await page.keyboard.press('Enter')
  await expect(yours(page)).toContainText('Renews on')
  await expect(yours(page).getByText(/Ends on/)).toHaveCount(0)
  expect(await hasFocus(page)).toBe(true)
  const [row] = await db.$client`select ends_at, status from stripe_subscriptions where org_id = ${org}`
  expect(row).toEqual({ ends_at: null, status: 'active' })
  expect(problems).toEqual([])
})

test('a tier is bought and changed, and the gate knows at once', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Lea Nord')
  await page.goto(address)
  const tiers = 'Concurrency'
  await expect(card(page, 'Base', tiers)).toContainText('Yours')
  await expect(card(page, 'More than 1’000', tiers).getByRole('link', { name: 'Contact us' })).toHaveAttribute(
    'href',
    /^mailto:/,
  )
  expect(await concurrency()).toBe(5)
  await page.getByRole('button', { name: 'Subscribe to Pro for CHF 20.00 a month' }).click()
  await pay(page)
  await expect(page.getByText('Pro is in force')).toBeVisible({ timeout: 45_000 })
  await expect.poll(concurrency, quickly).toBe(100)
  await expect(page.getByRole('region', { name: 'Your tier' })).toContainText('CHF 20.00 a month')
  await page.getByRole('button', { name: /^Change to Pro\+:/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('row', { name: /Running at once/ })).toContainText('Up to 600')
  const confirm = dialog.getByRole('button', { name: /^Pay CHF/ })
  const previewed = ((await confirm.textContent()) ?? '').replace(/^Pay (.*) and change$/, '$1')
  await confirm.click()
  await expect(page.getByText('Pro+ is in force')).toBeVisible({ timeout: 45_000 })
  await expect.poll(concurrency, quickly).toBe(600)
  expect(money((await charged())[0] ?? 0)).toBe(previewed)
  await expect(yours(page)).toContainText('Crew')
  expect(problems).toEqual([])
})

test('a Stripe that is away leaves the page as it is, and every button says what is wrong', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Lea Nord')
  const away = 'The payment provider could not be reached. Please try again in a moment.'
  await outage('unreachable')
  try {
    await page.goto(address)
    await expect(yours(page)).toContainText('Crew')
    await page.getByRole('button', { name: /^Change to Solo/ }).click()
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText(away)
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Cancel plan' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel plan' }).click()
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText(away)
  } finally {
    await outage('none')
  }
  expect(problems).toEqual([])
})

test('a member who may not pay sees everything and no button; who is of another organization sees nothing', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, 'Mia Frei')
  await page.goto(address)
  await expect(yours(page)).toContainText('Crew')
  await expect(card(page, 'Solo')).toContainText('CHF 30.00')
  await expect(page.getByText('Owners and billing can change what is subscribed to.')).toBeVisible()
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
  expect(problems).toEqual([])
  const stranger = await signedInAs(browser, 'Luc Favre')
  expect((await stranger.page.goto(address))?.status()).toBe(404)
  await expect(stranger.page.getByText('Your plan')).toHaveCount(0)
})

test('an organization that does not live on a quota is told why plans are of no use to it, and sees the tiers', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, 'Nora Keller')
  await page.goto('/o/alpenblick/plans')
  await expect(page.getByText(/ pays by invoice$/)).toBeVisible()
  await expect(shelf(page, 'Plans')).toHaveCount(0)
  await expect(card(page, 'Pro', 'Concurrency')).toContainText('Up to 100')
  expect(problems).toEqual([])
})

test('an administrator sees what an organization subscribes to', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Ada Ammann')
  await page.goto(`/admin/organizations/${org}`)
  const panel = page.getByRole('region', { name: 'Subscriptions' })
  await expect(panel.getByRole('row').filter({ hasText: 'Crew' })).toContainText('Active')
  await expect(panel.getByRole('row').filter({ hasText: 'Pro+' })).toContainText('CHF 90.00')
  expect(problems).toEqual([])
})
