import { rmSync } from 'node:fs'
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import { freePort } from '@/lib/platform/free-port'
import { databaseIn } from './database'
import { clockSeconds } from './dates'
import { type Started, startKontor, untilHealthy } from './kontor'
import { type MachineCalls, machineCalls } from './machine-calls'
import { seededFolder } from './seeded-folder'
import { sessionOf } from './session'
import { waitForStart } from './started'

/** A Kontor of its own, whose clock is moved by starting it again later. */
const org = 'atelier-nord'
const good = '4242424242424242'
const another = '5555555555554444'
/** Is accepted, and fails when it is charged. */
const failing = '4000000000000341'

let folder = ''
let url = ''
let kontor: Started
let db: ReturnType<typeof databaseIn>
let call: MachineCalls['call']
let context: BrowserContext
let problems: string[] = []

const startAfter = async (days: number): Promise<void> => {
  const port = new URL(url).port
  const clock = { KONTOR_DEMO_CLOCK_SECONDS: String(clockSeconds + Math.round(days * 86_400)) }
  kontor = startKontor({ PORT: port, KONTOR_URL: url, KONTOR_DATA_DIR: folder, KONTOR_DEMO: 'true', ...clock })
  await untilHealthy(url, kontor)
  db = databaseIn(folder)
  call = (await machineCalls(db, url)).call
}
const stop = async (): Promise<void> => {
  await db?.$client.end()
  kontor?.child.kill('SIGTERM')
  await kontor?.exited
}
const enter = async (browser: Browser): Promise<void> => {
  context = await browser.newContext({ baseURL: url, storageState: await sessionOf(url, 'Lea Nord') })
}
/** Days later whoever was signed in is not any more. */
const pass = async (browser: Browser, days: number): Promise<void> => {
  await context.close()
  await stop()
  await startAfter(days)
  await enter(browser)
}

const open = async (path: string): Promise<Page> => {
  const page = await context.newPage()
  await waitForStart(page)
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(path)
  return page
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(600_000)
  folder = seededFolder()
  url = `http://localhost:${await freePort()}`
  await startAfter(0)
  await enter(browser)
})
test.afterAll(async () => {
  await context?.close()
  await stop()
  rmSync(folder, { recursive: true, force: true })
})
test.afterEach(() => {
  const found = problems
  problems = []
  expect(found).toEqual([])
})
test.describe.configure({ mode: 'serial', timeout: 240_000 })

const owed = (page: Page) => page.getByRole('region', { name: 'What is owed' })
const yours = (page: Page) => page.getByRole('region', { name: 'Your plan' })
const plans = `/o/${org}/plans`
const credits = `/o/${org}/credits`

const quota = async (): Promise<string> =>
  (await call('GET', `/api/v1/orgs/${org}/funding`, undefined, 'reader key')).body.week?.quota ?? ''

const pressPay = async (page: Page, number: string): Promise<void> => {
  const form = page.frameLocator('iframe')
  const values = { Email: 'lea@atelier-nord.example', 'Card number': number, Expiry: '12 / 34', 'Security code': '123' }
  for (const [label, value] of Object.entries({ ...values, Name: 'Lea Nord' })) {
    await form.getByLabel(new RegExp(label)).fill(value)
  }
  await form.getByRole('button', { name: /^(Pay|Subscribe)/ }).click()
}

/** Puts another card in the place of the one that is charged, on the Customer Portal's page. */
const replaceCard = async (number: string): Promise<void> => {
  const page = await open(`/o/${org}/payment-methods`)
  await page.getByRole('button', { name: 'Manage at Stripe' }).click()
  await expect(page).toHaveURL(/\/stripe-emulator\//)
  const values = { 'Card number': number, Expiry: '12 / 34', 'Security code': '123', Name: 'Lea Nord' }
  for (const [label, value] of Object.entries(values)) await page.getByLabel(new RegExp(label)).fill(value)
  await page.getByRole('button', { name: /^Save card/ }).click()
  const back = page.getByRole('link', { name: /Back/ })
  if (!new URL(page.url()).pathname.endsWith('/payment-methods')) await back.click()
  await expect(page).toHaveURL(/payment-methods/)
  const charged = page
    .getByRole('region', { name: 'Cards' })
    .getByRole('listitem')
    .filter({ hasText: number.slice(-4) })
  await expect(charged).toContainText('Charged')
  await page.close()
}

test('a plan is subscribed to with a card that works, and that card is replaced by one that will fail', async () => {
  const page = await open(plans)
  await page.getByRole('button', { name: 'Subscribe to Business for CHF 199.00 a month' }).click()
  await pressPay(page, good)
  await expect(page.getByText('Business is in force')).toBeVisible({ timeout: 45_000 })
  await expect(yours(page)).toContainText('CHF 199.00 a month')
  expect(await quota()).toBe('5000')
  await expect(owed(page)).toHaveCount(0)
  await page.close()
  await replaceCard(failing)
})

test('three days after a renewal that failed, every page says what is owed and what comes, and everything works', async ({
  browser,
}) => {
  await pass(browser, 33.5)
  await expect
    .poll(
      async () => {
        const [row] = await db.$client`select past_due_since from stripe_subscriptions where org_id = ${org}`
        return row?.past_due_since ?? null
      },
      { timeout: 60_000 },
    )
    .not.toBeNull()
  const page = await open(plans)
  for (const path of [`/o/${org}`, credits, `/o/${org}/invoices`, `/o/${org}/payment-methods`, plans]) {
    await page.goto(path)
    await expect(owed(page)).toContainText(/Business: CHF 199\.00 is unpaid since .* \(Europe\/Zurich\)/)
    await expect(owed(page)).toContainText(/Everything works until .*; from then on nothing new can be bought/)
    await expect(owed(page).getByRole('button', { name: 'Pay now' })).toBeVisible()
  }
  await page.goto(credits)
  await page.getByLabel('Amount in CHF').fill('25')
  await page.keyboard.press('Enter')
  await expect(page.frameLocator('iframe').getByRole('button', { name: /^Pay/ })).toBeVisible()
  await owed(page).getByRole('link', { name: 'Change card' }).click()
  await expect(page).toHaveURL(/payment-methods$/)
  await page.goto(plans)
  await expect(yours(page)).toContainText('Unpaid')
  await expect(page.getByRole('button', { name: /^Change to Team/ })).toBeVisible()
  expect(await quota()).toBe('5000')
  await page.close()
})

test('after a week nothing new can be bought, and the pages say why; the quota can be used', async ({ browser }) => {
  await pass(browser, 38.5)
  const page = await open(plans)
  await expect(owed(page)).toContainText('Nothing new can be bought until it is paid.')
  await expect(page.getByText('Nothing new can be bought right now')).toBeVisible()
  await expect(page.getByRole('button', { name: /^(Subscribe|Change to)/ })).toHaveCount(0)
  await expect(yours(page)).toContainText('Business')
  expect(await quota()).toBe('5000')
  await page.goto(credits)
  await expect(page.getByText('Nothing new can be bought right now')).toBeVisible()
  await expect(page.getByRole('button', { name: /Buy/ })).toHaveCount(0)
  await page.close()
})

test('after two weeks the plan is the free one, and paying brings the other one back at once', async ({ browser }) => {
  await pass(browser, 45.5)
  await expect.poll(quota, { timeout: 90_000 }).toBe('100')
  const page = await open(plans)
  await expect(owed(page)).toContainText('The plan is the free one now')
  await expect(owed(page)).toContainText('Business is back at once')
  await expect(yours(page)).toContainText('Free')
  await expect(page.getByRole('button', { name: /^(Subscribe|Change to)/ })).toHaveCount(0)
  await replaceCard(another)
  await owed(page).getByRole('button', { name: 'Pay now' }).click()
  await expect(page).toHaveURL(/\/stripe-emulator\/invoice\//)
  const values = { 'Card number': another, Expiry: '12 / 34', 'Security code': '123', Name: 'Lea Nord' }
  for (const [label, value] of Object.entries(values)) await page.getByLabel(new RegExp(label)).fill(value)
  const email = page.getByLabel(/Email/)
  if (await email.isVisible()) await email.fill('lea@atelier-nord.example')
  await page.getByRole('button', { name: /^Pay/ }).click()
  await expect(page.getByRole('heading', { name: 'Invoice paid' })).toBeVisible()
  await expect.poll(quota, { timeout: 10_000 }).toBe('5000')
  await page.goto(plans)
  await expect(owed(page)).toHaveCount(0)
  await expect(yours(page)).toContainText('Business')
  await expect(yours(page).getByText('Unpaid')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Change to Team/ })).toBeVisible()
  await page.goto(credits)
  await expect(page.getByRole('button', { name: /^Buy credit/ })).toBeVisible()
  await page.close()
})
