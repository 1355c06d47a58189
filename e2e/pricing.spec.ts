import { expect, type Locator, type Page, test } from '@playwright/test'
import { findPriceDraft } from '@/db/queries/price-drafts'
import { contextOf, makeOrg, makeTenant, makeUsage, prices } from '@/db/testing/fixtures'
import { minorPlaces, pico, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { groupDigits } from '@/lib/core/money/format'
import { lineAmount } from '@/lib/core/pricing/line-amount'
import { whatIfMonths } from '@/lib/core/pricing/what-if-summary'
import { addMonths } from '@/lib/core/time/day'
import { previewInvoice } from '@/lib/flows/invoices/preview-invoice'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { testedDatabase } from './database'
import { clock, lastMonth, today } from './dates'
import { machineCalls } from './machine-calls'
import { typeOver } from './page-state'
import { signedInAs } from './signed-in'

const db = testedDatabase()
test.afterAll(() => db.$client.end())
test.describe.configure({ mode: 'serial' })

const month = lastMonth
const orgs = ['raise-a', 'raise-b', 'raise-c']
const draftPage = '/admin/pricing/draft?book=raise-chf'
const now = () => contextOf(db, undefined, clock())
const publish = (expected: number, over: Partial<typeof prices> = {}) =>
  publishPrices(now(), { book: 'raise-chf', currency: 'CHF', expected, prices: { ...prices, ...over } })

test.beforeAll(async () => {
  await publish(0, { effectiveOn: '2020-01-01' })
  for (const org of orgs) await makeOrg(db, org, { priceBook: 'raise-chf' })
  await makeTenant(db, 'raise-a', 'raise-a-prod', `${addMonths(month, -1)}-11T10:00:00Z`, ['ocr'])
  await makeTenant(db, 'raise-c', 'raise-c-prod', `${month}-09T10:00:00Z`)
  for (const [org, quantity] of [
    ['raise-a', '123.457'],
    ['raise-b', '98765'],
  ] as const) {
    await makeUsage(db, org, { key: `${org} 1`, quantity, at: `${month}-05T10:00:00Z` })
    await makeUsage(db, org, { key: `${org} 2`, quantity: '7', at: `${addMonths(month, -1)}-20T10:00:00Z` })
  }
})

const cents = (text: string): bigint => parseDecimal(text, minorPlaces) ?? 0n
const shown = (amount: bigint): string => groupDigits(formatDecimal(amount, minorPlaces), 2)
/** Before and after of a row as it is shown. */
const figures = async (row: Locator): Promise<string[]> => {
  await expect(row).toBeVisible()
  return (await row.getByRole('cell').allTextContents()).slice(1, 3).map((text) => text.trim())
}
const table = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const monthRow = (page: Page, name: string) =>
  table(page, name)
    .getByRole('row')
    .filter({ has: page.locator(`time[datetime="${month}"]`) })
const netOf = async (of: string): Promise<bigint> => {
  let total = 0n
  for (const org of orgs) {
    total += await previewInvoice(now(), org, of).then(
      ({ net }) => cents(net),
      () => 0n,
    )
  }
  return total
}

/** Presses what has the name, as the keyboard does. */
const press = async (control: Locator): Promise<void> => {
  await control.focus()
  await expect(control).toBeFocused()
  await control.press('Enter')
}
const fill = (page: Page, label: string, value: string): Promise<void> =>
  typeOver(page, page.getByLabel(label, { exact: true }), value)
const run = async (page: Page): Promise<void> => {
  await press(page.getByRole('button', { name: 'Run what-if' }))
  await expect(table(page, 'Revenue by month')).toBeVisible()
}
const save = async (page: Page): Promise<void> => {
  await press(page.getByRole('button', { name: 'Save draft' }))
  await expect(page.getByText('Save the draft first.')).toHaveCount(0)
  await expect(page.getByText('Last saved by Ada Ammann')).toBeVisible()
}

test('a raised price is drafted, refused without a what-if, and tried on real usage, with the keyboard alone', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto('/admin/pricing?book=raise-chf')
  await press(page.getByRole('link', { name: 'Edit as draft' }))
  await fill(page, 'Monthly fee per tenant (CHF)', '58.80')
  await expect(page.getByText('Now 49.00 · +20 %')).toBeVisible()
  await fill(page, 'Note (optional)', 'Dearer tenants')
  await save(page)
  await expect(table(page, 'Changes').getByRole('row', { name: /Monthly fee/ })).toContainText('Raised+20 %')

  await press(page.getByRole('button', { name: 'Publish', exact: true }))
  await press(page.getByRole('dialog').getByRole('button', { name: 'Publish version' }))
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('Run the what-if on these prices first')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await run(page)
  const before = await netOf(month)
  expect((await figures(monthRow(page, 'Revenue by month')))[0]).toBe(shown(before))
  const more = table(page, 'Would have paid more')
  await expect(more.getByRole('row')).toHaveCount(3)
  await expect(more.getByRole('link', { name: 'Org raise-a' })).toHaveAttribute('href', '/admin/organizations/raise-a')
  await expect(more.getByRole('row').nth(1)).toContainText('Org raise-a')
  await press(more.getByRole('link', { name: 'Difference' }))
  await expect(more.getByRole('row').nth(1)).toContainText('Org raise-c')
  await expect(page.getByText('1 organization pays the same.')).toBeVisible()
  expect(problems).toEqual([])
})

test('usage in a what-if is what the usage report of the same months says, to the cent', async ({
  browser,
  baseURL,
}) => {
  const { call } = await machineCalls(db, baseURL)
  let total = 0n
  for (const org of orgs) {
    for (const { start, end } of whatIfMonths(today()).map(({ span }) => span)) {
      const address = `/api/v1/usage/summary?org=${org}&from=${start}&to=${end}`
      const { status, body } = await call('GET', address, undefined, 'reader key')
      expect(status).toBe(200)
      total += lineAmount(pico(parseDecimal(body.monthly_spend_dollars, picoPlaces) ?? 0n))
    }
  }
  const { page } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(draftPage)
  const row = table(page, 'Revenue by price').getByRole('row', { name: /doc\.units/ })
  expect(await figures(row)).toEqual([shown(total), shown(total)])
})

test('after an edit the what-if has to be run again, and what has no price any more is said', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(draftPage)
  const meter = page.getByLabel('Price per unit, row 1')
  await expect(meter).toHaveValue('0.05')
  await press(page.getByRole('group', { name: 'Meters, per unit' }).getByRole('button', { name: 'Remove row 1' }))
  await expect(page.getByText('Save the draft first.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run what-if' })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeDisabled()
  await save(page)
  await expect(page.getByText('Run it again: prices or months are others since the last run.')).toBeVisible()
  await run(page)
  await expect(page.getByText('The draft has no price for something in use.')).toBeVisible()
  await expect(page.getByText('used by Org raise-a, Org raise-b: usage events are refused.')).toBeVisible()
  await press(page.getByRole('button', { name: 'Discard draft' }))
  await press(page.getByRole('dialog').getByRole('button', { name: 'Discard draft' }))
  await expect(page.getByText('Draft discarded')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Edit as draft' })).toBeVisible()
  expect(problems).toEqual([])
})

test('a draft saved again before the page came back goes on from what was saved', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(draftPage)
  const held: (() => void)[] = []
  let holds = true
  await page.route(/pricing\/draft/, async (route) => {
    if (holds && route.request().method() === 'GET') await new Promise<void>((go) => held.push(go))
    await route.continue()
  })
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Save draft' }) })
  for (const fee of ['51.00', '52.00', '53.00']) {
    await fill(page, 'Monthly fee per tenant (CHF)', fee)
    await expect(async () => {
      await form.evaluate((element) => (element as HTMLFormElement).requestSubmit())
      await expect
        .poll(async () => (await findPriceDraft(db, 'raise-chf'))?.prices.monthlyFee, { timeout: 3_000 })
        .toBe(fee)
    }).toPass()
  }
  holds = false
  for (const go of held) go()
  await expect(page.getByRole('alert').filter({ hasText: 'Somebody else' })).toHaveCount(0)
  await expect(table(page, 'Changes').getByRole('row', { name: /Monthly fee/ })).toContainText('53.00')
  await press(page.getByRole('button', { name: 'Discard draft' }))
  await press(page.getByRole('dialog').getByRole('button', { name: 'Discard draft' }))
  await expect(page.getByText('Draft discarded')).toBeVisible()
  expect(problems).toEqual([])
})

test('a version published meanwhile is shown beside the draft, which loses nothing and can follow it', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(draftPage)
  await fill(page, 'Monthly fee per tenant (CHF)', '58.80')
  await page.getByLabel('In force from').fill(`${month}-01`)
  await save(page)
  await run(page)
  await publish(1, { effectiveOn: '2020-02-01', setupFee: '110.00' })
  await press(page.getByRole('button', { name: 'Publish', exact: true }))
  await press(page.getByRole('dialog').getByRole('button', { name: 'Publish version' }))
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('has got a newer version than 1 meanwhile')
  await page.reload()
  const meanwhile = table(page, 'Published meanwhile').getByRole('row', { name: /Setup fee/ })
  await expect(meanwhile).toContainText(/100\.00110\.00.*Raised\+10 %/)
  await expect(page.getByLabel('Monthly fee per tenant (CHF)')).toHaveValue('58.80')
  await press(page.getByRole('button', { name: 'Base the draft on version 2' }))
  await expect(table(page, 'Published meanwhile')).toHaveCount(0)
  await fill(page, 'Setup fee per tenant (CHF)', '110.00')
  await save(page)
  await run(page)
  expect(problems).toEqual([])
})

test('the draft is published, versions are compared, and last month is issued for all at what the what-if said', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(draftPage)
  const after = (await figures(monthRow(page, 'Revenue by month')))[1]
  await press(page.getByRole('button', { name: 'Publish', exact: true }))
  await expect(page.getByRole('dialog')).toContainText('These prices hold for every organization on this book from')
  await press(page.getByRole('dialog').getByRole('button', { name: 'Publish version' }))
  await expect(page.getByText('Version published')).toBeVisible()
  await expect(page.getByText('Version 3', { exact: true }).first()).toBeVisible()
  expect(shown(await netOf(month))).toBe(after)

  await page.getByLabel('From', { exact: true }).selectOption('1')
  await press(page.getByRole('button', { name: 'Compare' }))
  await expect(page).toHaveURL(/from=1&to=3/)
  const changes = table(page, 'Changes between versions')
  await expect(changes.getByRole('row', { name: /Monthly fee/ })).toContainText(/49\.0058\.80.*Raised\+20 %/)

  await page.goto(`/admin/invoice-run?month=${month}&q=raise-`)
  await page.getByRole('region', { name: 'Invoice run' }).getByRole('checkbox', { name: 'All that are ready' }).check()
  await press(page.getByRole('button', { name: 'Issue 3 invoices' }))
  await press(page.getByRole('dialog').getByRole('button', { name: 'Issue 3 invoices' }))
  await expect(page.getByRole('status').filter({ hasText: '3 issued.' })).toBeVisible()
  const [sum] = await db.$client<{ net: string }[]>`
    select sum(net)::text as net from invoices where org_id like 'raise-%'`
  expect(shown(cents(sum?.net ?? '0'))).toBe(after)
  expect(problems).toEqual([])
})
