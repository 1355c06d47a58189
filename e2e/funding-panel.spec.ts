import { type Browser, expect, type Page, test } from '@playwright/test'
import { testedDatabase } from './database'
import { type MachineCalls, machineCalls } from './machine-calls'
import { signedInAs } from './signed-in'

const db = testedDatabase()
let call: MachineCalls['call']

test.beforeAll(async ({ baseURL }) => {
  call = (await machineCalls(db, baseURL)).call
})
test.afterAll(() => db.$client.end())
test.describe.configure({ mode: 'serial' })

const org = 'papiermuehle'
const about = `/api/admin/orgs/${org}`
const funding = async () => (await call('GET', `/api/v1/orgs/${org}/funding`, undefined, 'reader key')).body

const openPanel = async (browser: Browser): Promise<Page> => {
  const { page } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(`/admin/organizations/${org}`)
  return page
}

/** Fills the dialog that takes credit back and sends it. */
const takeBackOf = async (page: Page, amount: string, reference: string): Promise<void> => {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount (CHF)').fill(amount)
  await dialog.getByLabel('Reference').fill(reference)
  await dialog.getByLabel('Note').fill('Put right by hand')
  await dialog.getByRole('button', { name: 'Take back' }).click()
}

test('an admin takes credit back in the panel: asked first, told what was taken, and where less was left', async ({
  browser,
}) => {
  const { grant } = (await call('POST', `${about}/grants`, { amount: '8.00', reference: 'e2e-panel' })).body
  const page = await openPanel(browser)
  const dialog = page.getByRole('dialog')
  const trigger = (left: string) => page.getByRole('button', { name: `Take back Granted credit, CHF ${left}` })
  await trigger('8.00').click()
  await expect(dialog.getByLabel('Amount (CHF)')).toHaveValue('8.00')
  await takeBackOf(page, '2.00', 'e2e-panel-1')
  expect((await funding()).grants[0]).toMatchObject({ grant, remaining: '8.00' })
  await dialog.getByLabel('Take it from the organization').check()
  await dialog.getByRole('button', { name: 'Take back' }).click()
  await expect(page.getByText('CHF 2.00 taken back').first()).toBeVisible()
  await trigger('6.00').click()
  await dialog.getByLabel('Take it from the organization').check()
  await takeBackOf(page, '10', 'e2e-panel-2')
  await expect(dialog.getByText('Only CHF 6.00 taken back')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(dialog).toBeHidden()
  await expect(trigger('6.00')).toBeHidden()
  await expect(page.getByText('Put right by hand').first()).toBeVisible()
  const entries = (await call('GET', `/api/v1/orgs/${org}/ledger?limit=2`, undefined, 'reader key')).body.entries
  expect(entries).toMatchObject([
    { kind: 'adjustment', grant, amount: '-6.00', reference: 'e2e-panel-2', note: 'Put right by hand' },
    { kind: 'adjustment', grant, amount: '-2.00', reference: 'e2e-panel-1' },
  ])
})

test('where nothing is left any more, or a reference took from another grant, the panel says so', async ({
  browser,
}) => {
  const { grant } = (await call('POST', `${about}/grants`, { amount: '3.00', reference: 'e2e-panel-late' })).body
  const page = await openPanel(browser)
  const dialog = page.getByRole('dialog')
  const open = async () => {
    await page.getByRole('button', { name: 'Take back Granted credit, CHF 3.00' }).click()
    await dialog.getByLabel('Take it from the organization').check()
  }
  await open()
  await takeBackOf(page, '1.00', 'e2e-panel-1')
  await expect(dialog.getByText('This reference was used for something else.')).toBeVisible()
  const all = { amount: '3.00', kind: 'adjustment', reference: 'e2e-panel-3' }
  expect((await call('POST', `${about}/grants/${grant}/take-back`, all)).body.taken).toBe('3.00')
  await takeBackOf(page, '1.00', 'e2e-panel-4')
  await expect(dialog.getByText('Nothing was left to take back')).toBeVisible()
})

test('an admin sets how documents are counted', async ({ browser }) => {
  const page = await openPanel(browser)
  await page.getByRole('button', { name: 'Set cap and limits' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Pages', { exact: true }).fill('0')
  await dialog.getByLabel(/Hold the organization/).check()
  await dialog.getByRole('button', { name: 'Save limits' }).click()
  await expect(dialog.getByText(/pagesPerUnit/).first()).toBeVisible()
  await dialog.getByLabel('Pages', { exact: true }).fill('25')
  await dialog.getByLabel('Units at least').fill('1')
  await dialog.getByRole('button', { name: 'Save limits' }).click()
  await expect(page.getByText('25 pages or 1’048’576 bytes')).toBeVisible()
  expect((await funding()).settings.unitPolicy).toMatchObject({ pagesPerUnit: 25, minimumUnits: 1 })
})
