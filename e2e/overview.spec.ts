import { type Browser, expect, type Page, test } from '@playwright/test'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { formatMoney, groupDigits } from '@/lib/core/money/format'
import { halfUp } from '@/lib/core/money/round'
import { grantCredit } from '@/lib/flows/funding/grant-credit'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { setMember } from '@/lib/flows/settings/members'
import { changeTenant } from '@/lib/flows/tenants/change-tenant'
import { testedDatabase } from './database'
import { clock, today } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { always, ownOrg, systemContext } from './own-org'
import { inNavigation, signedInAs } from './signed-in'

const db = testedDatabase()
let call: MachineCalls['call']

const system = () => systemContext(db)

test.beforeAll(async ({ baseURL }) => {
  call = (await machineCalls(db, baseURL)).call
})
test.afterAll(() => db.$client.end())
test.describe.configure({ mode: 'serial' })

/** An organization on a biller since the beginning of the year, in which nothing happened yet. */
const newOrg = (org: string, name: string, biller: 'free_credit' | 'prepaid' | 'linked') =>
  ownOrg(db, org, { name, like: 'helvetia-docs', biller, since: always })

const cents = (text: string): string => formatDecimal(halfUp(parseDecimal(text, 12) ?? 0n, 10n ** 10n), 2)
const stat = (page: Page, label: string | RegExp) =>
  page.locator('p', { hasText: label }).locator('xpath=following-sibling::p[1]')
const card = (page: Page, title: string) =>
  page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) })
const stopped = (page: Page) => page.getByRole('region', { name: 'Work is stopped' })
const attention = (page: Page) => page.getByRole('region', { name: 'What needs attention' })
const funding = async (org: string) => (await call('GET', `/api/v1/orgs/${org}/funding`, undefined, 'reader key')).body
const mayStart = async (org: string): Promise<number> =>
  (await call('POST', '/api/v1/check', { org }, 'gate key')).status

const giveCredit = async (org: string, origin: 'free' | 'admin', whole: bigint) =>
  grantCredit(system(), org, {
    origin,
    asset: (await funding(org)).currency,
    amount: whole * 10n ** 12n,
    priority: 0,
    expiresAt: null,
    reference: 'welcome',
    note: '',
  })

const openAs = async (browser: Browser, name: string | RegExp, path: string) => {
  const signed = await signedInAs(browser, name)
  await signed.page.goto(path)
  return signed
}

const payers = [
  ['boxwood', 'Ines Byrne', 'Credit'],
  ['glacier-ml', 'Jonas Wirth', 'Free credit'],
  ['tarn-robotics', 'Jonas Wirth', 'Free credit'],
  ['atelier-nord', 'Lea Nord', 'Weekly quota'],
  ['papiermuehle', 'Urs Mueller', 'Free units'],
] as const

for (const [org, person, title] of payers) {
  test(`the figures of ${org} are those of the API to the cent, and each opens`, async ({ browser }) => {
    const summary = (await call('GET', `/api/v1/usage/summary?org=${org}`, undefined, 'reader key')).body
    const { currency, gate, spend, week, biller, grants } = await funding(org)
    const { page, problems } = await openAs(browser, person, `/o/${org}`)
    const used = formatMoney(cents(summary.monthly_spend_dollars), currency)
    await expect(stat(page, /^Used in /)).toHaveText(used)
    const left = card(page, title)
    if (biller === 'plan_quota') {
      await expect(left).toContainText(`${week.percent} %`)
      await expect(left).toContainText('Team')
    } else if (grants.some(({ state }: { state: string }) => state === 'open')) {
      const check = (await call('POST', '/api/v1/check', { org }, 'gate key')).body
      expect(check.remaining).toBe(gate.remaining)
      await expect(left).toContainText(formatMoney(cents(check.remaining), currency))
    } else {
      await expect(left).toContainText(formatMoney(cents(spend.spent), currency))
      await expect(left).toContainText(formatMoney(cents(spend.cap), currency))
    }
    await stat(page, /^Used in /)
      .getByRole('link')
      .click()
    await expect(page).toHaveURL(new RegExp(`/o/${org}/usage$`))
    await expect(stat(page, /^Used$/)).toHaveText(used)
    expect(problems).toEqual([])
  })
}

test('who is billed by invoice sees the month so far, the one expected, and what is open, as the invoices say', async ({
  browser,
}) => {
  const { page, problems } = await openAs(browser, 'Nora Keller', '/o/alpenblick')
  const rows = await db.$client`
    select total::text, due_on < ${today()}::date as late from invoices where org_id = 'alpenblick' and paid_at is null`
  const open = rows.reduce((sum, { total }) => sum + (parseDecimal(String(total), 2) ?? 0n), 0n)
  await expect(stat(page, /^Open invoices$/)).toHaveText(formatMoney(formatDecimal(open, 2), 'CHF'))
  const soFar = (await stat(page, / so far$/).textContent()) ?? ''
  const total = page.getByRole('region', { name: 'What the next invoice is made of' }).locator('tfoot td').last()
  expect(soFar).toBe(`CHF ${await total.textContent()}`)
  const expected = (await stat(page, /^Expected by /).textContent()) ?? ''
  const read = (text: string) => parseDecimal(text.replaceAll(/[^\d.]/g, ''), 2) ?? 0n
  expect(read(expected)).toBeGreaterThanOrEqual(read(soFar))
  const late = rows.filter(({ late: isLate }) => isLate).length
  // In the first days of a month the last one is not due yet.
  if (late === 0) await expect(attention(page)).not.toContainText('overdue')
  else {
    await expect(attention(page)).toContainText(`${late} invoice${late === 1 ? ' is' : 's are'} overdue.`)
    await attention(page)
      .getByRole('link', { name: /^See invoice/ })
      .click()
    await expect(page).toHaveURL(/\/o\/alpenblick\/invoices/)
  }
  expect(problems).toEqual([])
})

test('the days behind the chart add up to what was used, and each opens', async ({ browser }) => {
  const { page, problems } = await openAs(browser, 'Ines Byrne', '/o/boxwood')
  await expect(page.locator('.recharts-bar-rectangle').first()).toBeVisible()
  await page.getByText('Show the days as a table').click()
  const table = page.getByRole('region', { name: 'Usage by day' })
  const link = table.locator('tbody td:nth-child(2)').getByRole('link').first()
  const amount = (await link.textContent()) ?? ''
  await link.click()
  await expect(page).toHaveURL(/usage\?from=(\d{4}-\d\d-01)&to=\1/)
  await expect(stat(page, /^Used$/)).toHaveText(amount)
  expect(problems).toEqual([])
})

test('a new organization is told what to do first, and where nothing needs attention nothing is said', async ({
  browser,
}) => {
  await newOrg('fresh-start', 'Fresh Start', 'prepaid')
  await setMember(system(), 'fresh-start', 'sam@lumen-ai.example', 'owner')
  await giveCredit('fresh-start', 'admin', 5n)
  const { page, problems } = await openAs(browser, 'Sam Rivera', '/o/fresh-start')
  const first = page.getByRole('region', { name: 'What to do first' })
  await expect(first.getByRole('listitem')).toHaveCount(2)
  await expect(first.getByRole('link', { name: 'Buy credit' })).toHaveAttribute('href', /fresh-start\/credits/)
  await expect(attention(page)).toHaveCount(0)
  await expect(stopped(page)).toHaveCount(0)
  await first.getByRole('link', { name: 'Read the API' }).click()
  await expect(page).toHaveURL(/\/docs\/api/)
  expect(problems).toEqual([])
})

/** Fills the emulator's form for a card. */
const saveCard = async (page: Page): Promise<void> => {
  const form = page.frameLocator('iframe')
  const values = { Email: 'luc@helvetia-docs.example', 'Card number': '4242424242424242', Expiry: '12 / 34' }
  for (const [label, value] of Object.entries({ ...values, 'Security code': '123', Name: 'Luc Favre' })) {
    await form.getByLabel(new RegExp(label)).fill(value)
  }
  await form.getByRole('button', { name: /^Save card/ }).click()
}

const focusIsInside = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.querySelector('[role=dialog]')?.contains(document.activeElement) ?? false)

test('of many tenants the dearest are shown, the others as one row, and all of them where they are asked for', async ({
  browser,
}) => {
  const org = 'many-tenants'
  await newOrg(org, 'Many tenants', 'linked')
  await switchBiller(system(), org, 'invoice', clock().add({ seconds: 1 }))
  for (let index = 0; index < 15; index += 1) {
    await changeTenant(system(), org, `tenant-${index}`, { kind: 'create', at: clock(), packages: [] })
  }
  const { page, problems } = await openAs(browser, /Ada Ammann/, `/o/${org}`)
  const rows = page.getByRole('region', { name: 'What the next invoice is made of' }).locator('tbody tr')
  await expect(rows).toHaveCount(11)
  await expect(page.getByRole('link', { name: 'Show all 15' })).toBeVisible()
  const amounts = (await rows.locator('td:last-child').allTextContents()).map((text) => parseDecimal(text, 2) ?? 0n)
  const total = page.getByRole('region', { name: 'What the next invoice is made of' }).locator('tfoot td').last()
  const sum = amounts.reduce((whole, amount) => whole + amount)
  await expect(total).toHaveText(groupDigits(formatDecimal(sum, 2)))
  await page.getByRole('link', { name: '5 others' }).click()
  await expect(rows).toHaveCount(15)
  expect(problems).toEqual([])
})

test('free credit that is used up blocks every page until a card is added, with the keyboard alone', async ({
  browser,
}) => {
  const org = 'used-up'
  await newOrg(org, 'Used Up', 'free_credit')
  await setMember(system(), org, 'luc@helvetia-docs.example', 'owner')
  await setMember(system(), org, 'mia@alpenblick.example', 'member')
  await giveCredit(org, 'free', 1n)
  expect(await mayStart(org)).toBe(200)
  const { page, problems } = await openAs(browser, 'Luc Favre', `/o/${org}`)
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const used = { idempotencyKey: 'used-up-1', org, meter: 'doc.pages', quantity: 80, occurredAt: clock().toString() }
  expect((await call('POST', '/api/v1/usage/events', used, 'usage key')).status).toBe(200)
  expect(await mayStart(org)).toBe(402)

  const member = await openAs(browser, 'Mia Frei', `/o/${org}/usage`)
  const asked = member.page.getByRole('dialog', { name: 'Free credits used' })
  await expect(asked.getByRole('link', { name: 'Luc Favre' })).toHaveAttribute(
    'href',
    'mailto:luc@helvetia-docs.example',
  )
  await expect(asked.getByRole('button', { name: 'Add a card' })).toHaveCount(0)

  await page.goto(`/o/${org}/invoices`)
  const dialog = page.getByRole('dialog', { name: 'Free credits used' })
  await expect(dialog.getByRole('button', { name: 'Add a card' })).toBeFocused()
  await page.keyboard.press('Escape')
  await page.mouse.click(5, 5)
  await expect(dialog).toBeVisible()
  for (let step = 0; step < 6; step += 1) {
    await page.keyboard.press('Tab')
    expect(await focusIsInside(page)).toBe(true)
  }
  await expect(dialog.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await dialog.getByRole('button', { name: /^Switch organization/ }).press('Enter')
  await expect(page.getByRole('menuitem', { name: /Helvetia/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menuitem')).toHaveCount(0)
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: 'Add a card' }).press('Enter')
  await expect(page.frameLocator('iframe').getByRole('button', { name: /^Save card/ })).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`/o/${org}/payment-methods$`))
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(stopped(page)).toContainText('The free credit is used up.')
  await saveCard(page)
  await expect(page.getByText('Card saved')).toBeVisible({ timeout: 45_000 })
  await expect(stopped(page)).toHaveCount(0)
  await inNavigation(page, 'Overview').click()
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect.poll(() => mayStart(org)).toBe(200)
  await expect(asked).toHaveCount(0)
  await expect(member.page.getByRole('heading', { name: 'Usage', exact: true })).toBeVisible()
  expect(problems).toEqual([])
  expect(member.problems).toEqual([])
})

test('a halted organization reads on every page why, buys a pack, and works again', async ({ browser }) => {
  const org = 'nachtzug'
  expect(await mayStart(org)).toBe(402)
  const { page, problems } = await openAs(browser, 'Kai Brandt', `/o/${org}`)
  await expect(attention(page).getByRole('listitem').first()).toContainText('No work can start.')
  for (const path of ['', '/usage', '/invoices', '/plans', '/payment-methods', '/credits']) {
    await page.goto(`/o/${org}${path}`)
    await expect(stopped(page)).toContainText('The credit is used up.')
    await expect(page.getByRole('region', { name: 'What is owed' })).toHaveCount(0)
  }
  await page.goto(`/o/${org}/usage`)
  await stopped(page).getByRole('link', { name: 'Buy credit' }).press('Enter')
  await expect(page).toHaveURL(/\/credits#buy-credit$/)
  await page.getByRole('button', { name: /^Buy for USD 100.00/ }).press('Enter')
  const form = page.frameLocator('iframe')
  const values = { Email: 'kai@nachtzug.example', 'Card number': '4242424242424242', Expiry: '12 / 34' }
  for (const [label, value] of Object.entries({ ...values, 'Security code': '123', Name: 'Kai Brandt' })) {
    await form.getByLabel(new RegExp(label)).fill(value)
  }
  await form.getByRole('button', { name: /^Pay/ }).press('Enter')
  await expect(page.getByText('USD 110.00 of credit added')).toBeVisible({ timeout: 45_000 })
  await expect(stopped(page)).toHaveCount(0)
  await inNavigation(page, 'Overview').click()
  await expect(card(page, 'Credit')).toContainText('USD 110.00')
  await expect(stopped(page)).toHaveCount(0)
  await expect(attention(page)).toHaveCount(0)
  expect(await mayStart(org)).toBe(200)
  expect(problems).toEqual([])
})
