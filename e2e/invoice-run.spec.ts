import { expect, type Page, test } from '@playwright/test'
import { contextOf, makeOrg, makeTenant, prices } from '@/db/testing/fixtures'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { testedDatabase } from './database'
import { clock, lastMonth } from './dates'
import { signedInAs } from './signed-in'

const db = testedDatabase()
test.afterAll(() => db.$client.end())
test.describe.configure({ mode: 'serial' })

const month = lastMonth
const orgs = Array.from({ length: 14 }, (_, index) => `runner-${String(index).padStart(2, '0')}`)
const address = `/admin/invoice-run?month=${month}&q=runner-`

test.beforeAll(async () => {
  const ctx = contextOf(db, undefined, clock())
  await publishPrices(ctx, { book: 'run-chf', currency: 'CHF', expected: 0, prices })
  for (const org of orgs) {
    await makeOrg(db, org, { priceBook: 'run-chf' })
    await makeTenant(db, org, `${org}-prod`, `${month}-01T10:00:00Z`)
  }
  await makeOrg(db, 'runner-idle', { priceBook: 'run-chf' })
  const nowhere = { name: '', street: '', buildingNumber: '', postalCode: '', town: '', country: 'CH' }
  await makeOrg(db, 'runner-nowhere', { priceBook: 'run-chf', buyer: { ...nowhere, vatNumber: '', email: '' } })
  await makeTenant(db, 'runner-nowhere', 'runner-nowhere-prod', `${month}-01T10:00:00Z`)
})

const table = (page: Page) => page.getByRole('region', { name: 'Invoice run' })
const row = (page: Page, org: string) =>
  table(page)
    .getByRole('row')
    .filter({ hasText: `Org ${org}` })
const issuedNow = async (): Promise<number> => {
  const [found] = await db.$client<{ count: number }[]>`
    select count(*)::int as count from invoices where org_id like 'runner-%'`
  return found?.count ?? 0
}

/** Asks for the chosen ones and says yes. */
const issueChosen = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Issue \d+ invoices?$/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Together they come to CHF ')
  await dialog.getByRole('button', { name: /^Issue \d+ invoices?$/ }).click()
}

test('the run says of every organization what it owes, what blocks it, and what there is nothing to bill for', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(address)
  await expect(row(page, 'runner-00')).toContainText('Ready')
  await expect(row(page, 'runner-00')).toContainText('CHF 161.07')
  await expect(row(page, 'runner-idle')).toContainText('Nothing to bill')
  await expect(row(page, 'runner-nowhere')).toContainText('Blocked')
  await expect(row(page, 'runner-nowhere').getByRole('link', { name: 'Complete the billing address' })).toHaveAttribute(
    'href',
    '/admin/organizations/runner-nowhere',
  )
  await expect(row(page, 'runner-nowhere').getByRole('checkbox')).toBeDisabled()
  await page.getByRole('button', { name: /^Blocked/ }).click()
  await expect(table(page).getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: /^All/ }).click()
  await row(page, 'runner-00').getByRole('link', { name: 'CHF 161.07' }).filter({ visible: true }).click()
  await expect(page.getByRole('region', { name: 'Org runner-00' })).toContainText('CHF 161.07')
  await page.getByRole('link', { name: 'All organizations' }).click()
  await expect(table(page)).toBeVisible()
  expect(problems).toEqual([])
})

test('a run of some is chosen, confirmed and issued with the keyboard alone', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(address)
  for (const org of ['runner-00', 'runner-01']) {
    await row(page, org).getByRole('checkbox').focus()
    await page.keyboard.press('Space')
  }
  await expect(page.getByText('2 chosen')).toContainText('CHF 322.14')
  await page.getByRole('button', { name: 'Issue 2 invoices' }).focus()
  await page.keyboard.press('Enter')
  const yes = page.getByRole('dialog').getByRole('button', { name: 'Issue 2 invoices' })
  await yes.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: '2 issued.' })).toBeVisible()
  await expect(row(page, 'runner-01').getByRole('link', { name: /^\d{4}-\d{6}$/ })).toBeVisible()
  expect(await issuedNow()).toBe(2)
  expect(problems).toEqual([])
})

test('a run can be stopped, and what is repeated after a reload in the middle is issued once', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(address)
  await table(page).getByRole('checkbox', { name: 'All that are ready' }).check()
  await expect(page.getByText('12 chosen')).toBeVisible()
  await issueChosen(page)
  await expect.poll(issuedNow).toBeGreaterThan(3)
  await page.reload()
  const before = await issuedNow()
  expect(before).toBeLessThan(14)
  await expect(row(page, 'runner-13')).toContainText('Ready')
  await table(page).getByRole('checkbox', { name: 'All that are ready' }).check()
  await issueChosen(page)
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText(/^\d+ issued/)).toBeVisible()
  await expect(table(page)).toBeVisible()
  const left = table(page).getByRole('checkbox', { name: 'All that are ready' })
  if (await left.isEnabled()) {
    await left.check()
    await page.getByRole('button', { name: /^Issue \d+ invoices?$/ }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Issue/ })
      .click()
  }
  await expect.poll(issuedNow).toBe(14)
  const [twice] = await db.$client`
    select count(*)::int as months, count(distinct number)::int as numbers from (
      select org_id, min(number) as number from invoices where org_id like 'runner-%' group by org_id, month_on) once`
  expect(twice).toEqual({ months: 14, numbers: 14 })
  expect(problems).toEqual([])
})

test('one that owes something else by now is left alone and says so, while the others are issued', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  for (const org of ['runner-x', 'runner-y']) {
    await makeOrg(db, org, { priceBook: 'run-chf' })
    await makeTenant(db, org, `${org}-prod`, `${month}-01T10:00:00Z`)
  }
  await page.goto(address)
  await makeTenant(db, 'runner-x', 'runner-x-late', `${month}-01T10:00:00Z`)
  await table(page).getByRole('checkbox', { name: 'All that are ready' }).check()
  await issueChosen(page)
  await expect(page.getByText('1 issued, 1 not.')).toBeVisible()
  await expect(row(page, 'runner-x')).toContainText('look at it again')
  await expect(row(page, 'runner-x')).toContainText('CHF 322.14')
  await expect(row(page, 'runner-y')).toContainText(/\d{4}-\d{6}/)
  expect(problems).toEqual([])
})
