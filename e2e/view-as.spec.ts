import { expect, type Page, test } from '@playwright/test'
import { cookiesOf } from './access/principals'
import { askerAs } from './asker'
import { testedDatabase } from './database'
import { ownOrg } from './own-org'
import { inNavigation, signedInAs } from './signed-in'

const db = testedDatabase()
test.afterAll(() => db.$client.end())

const org = 'looked-into'
test.beforeAll(() => ownOrg(db, org, { name: 'Looked Into', like: 'glacier-ml', biller: 'free_credit' }))
const strip = (page: Page) => page.getByRole('complementary', { name: 'Seen by the platform' })
const views = async (): Promise<number> => {
  const [row] = await db.$client<{ views: number }[]>`
    select count(*)::int as views from audit_log where action = 'org.view' and org_id = ${org}`
  return row?.views ?? 0
}

test('somebody of the platform sees on every page of a customer that they look in, and finds back', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(`/admin/organizations/${org}`)
  await page.getByRole('link', { name: 'View as customer' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/o/${org}$`))
  await expect(strip(page)).toContainText('as its people do')
  for (const place of ['Usage', 'Invoices', 'Settings']) {
    await inNavigation(page, place).click()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(strip(page)).toBeVisible()
  }
  await expect.poll(views).toBeGreaterThan(0)
  await page.reload()
  await expect(strip(page)).toBeVisible()
  await strip(page).getByRole('link', { name: 'Back to administration' }).click()
  await expect(page).toHaveURL(new RegExp(`/admin/organizations/${org}$`))
  await page.goto(`/admin/organizations/${org}/timeline?kind=settings`)
  await expect(page.getByText('Records seen by the platform')).toHaveCount(await views())
  // Once, or twice where the hour turned in between.
  expect(await views()).toBeLessThanOrEqual(2)
  expect(problems).toEqual([])
})

test('a look is kept by the server, whatever asked: a page without its script, a file, a part of a page', async () => {
  const asks = askerAs(await cookiesOf('Ada Ammann'))
  for (const [seen, path, headers] of [
    ['looked-page', '/o/looked-page', {}],
    ['looked-file', '/api/orgs/looked-file/usage.csv', {}],
    ['looked-part', '/o/looked-part/invoices', { rsc: '1' }],
  ] as const) {
    await ownOrg(db, seen, { name: seen, like: 'glacier-ml', biller: 'free_credit' })
    const { headers: answered } = await asks(path, { headers })
    // A part of a page is first sent to the address with its mark.
    if (answered.location) await asks(answered.location.replace(/^https?:\/\/[^/]+/, ''), { headers })
    const rows = await db.$client`select 1 from audit_log where action = 'org.view' and org_id = ${seen}`
    expect([seen, rows.length]).toEqual([seen, 1])
  }
})

test('a customer sees no such strip', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Nora Keller/)
  await page.goto('/o/alpenblick')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(strip(page)).toHaveCount(0)
  expect(problems).toEqual([])
})

test('before a biller is switched the dialog says what that means for usage, credit and plan', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto('/admin/organizations/boxwood')
  await page.getByRole('button', { name: 'Switch biller' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Biller' }).selectOption('invoice')
  await expect(dialog).toContainText('All usage goes onto the monthly invoice')
  await expect(dialog).toContainText('It begins in Europe/Zurich')
  await dialog.getByRole('combobox', { name: 'Biller' }).selectOption('prepaid')
  await expect(dialog).toContainText('Without credit, work is halted')
  await expect(dialog).toContainText('No plan runs')
  expect(problems).toEqual([])
})
