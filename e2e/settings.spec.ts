import { type Browser, expect, type Page, test } from '@playwright/test'
import { Temporal } from 'temporal-polyfill'
import { setMember } from '@/db/commands/settings'
import { findOrg, listMembers } from '@/db/queries/orgs'
import { findUserByEmail } from '@/db/queries/users'
import type { Ctx } from '@/lib/context'
import type { Role } from '@/lib/core/access/permit'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { createOrg } from '@/lib/flows/settings/create-org'
import { saveOrg } from '@/lib/flows/settings/save-org'
import { createTenant } from '@/lib/flows/tenants/report-tenant'
import { testedDatabase } from './database'
import { clock, lastMonth } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { hasFocus } from './page-state'
import { inNavigation, signedInAs } from './signed-in'

const org = 'settings-desk'
const address = `/o/${org}/settings`
const month = lastMonth

const db = testedDatabase()
const ctx = (): Ctx => ({ actor: { kind: 'system', name: 'test' }, now: clock(), db, requestId: 'test' })
let call: MachineCalls['call']

/** Nora owns it, Beat does its billing, Mia looks on. */
const people: Readonly<Record<string, Role>> = {
  'nora@alpenblick.example': 'owner',
  'beat@alpenblick.example': 'billing',
  'mia@alpenblick.example': 'member',
}
const staff = async (): Promise<void> => {
  await db.$client`delete from members where org_id = ${org}`
  for (const [email, role] of Object.entries(people)) {
    const user = await findUserByEmail(db, email)
    await setMember(db, org, user?.userId ?? '', role, clock(), null)
  }
}

test.beforeAll(async ({ baseURL }) => {
  call = (await machineCalls(db, baseURL)).call
  const model = await findOrg(db, 'alpenblick', clock())
  if (!model) throw new Error('the demo has no alpenblick')
  if (!(await findOrg(db, org, clock()))) {
    const buyer = { ...model.config.buyer, name: 'Settings Desk AG', email: 'bills@settings-desk.example' }
    await createOrg(ctx(), org, 'Settings Desk', { ...model.config, buyer })
    const at = Temporal.Instant.from(`${month}-05T10:00:00Z`)
    await createTenant(ctx(), org, 'settings-desk', { kind: 'create', at, packages: [] })
    await switchBiller(ctx(), org, 'free_credit', clock())
    const grant = { origin: 'free', amount: '50.00', reference: 'settings-desk' }
    expect((await call('POST', `/api/admin/orgs/${org}/grants`, grant)).status).toBe(200)
  }
  await staff()
})
test.afterAll(async () => {
  await db.$client`delete from members where org_id = ${org}`
  await db.$client.end()
})
test.describe.configure({ mode: 'serial' })

const open = async (browser: Browser, name = 'Nora Keller') => {
  const signedIn = await signedInAs(browser, name)
  await signedIn.page.goto(address)
  return signedIn
}
const saveDetails = (page: Page) => page.getByRole('button', { name: 'Save billing details' }).click()
const buyerNow = async () => (await findOrg(db, org, clock()))?.config.buyer
const lastAudit = async () => {
  const [row] = await db.$client<{ action: string }[]>`
    select action from audit_log where org_id = ${org} order by sequence desc limit 1`
  return row?.action
}

test('a new address and language are on the next preview of an invoice', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Nora Keller')
  await page.goto(`/o/${org}`)
  await inNavigation(page, 'Settings').click()
  await expect(page.getByLabel('Legal name')).toHaveValue('Settings Desk AG')
  await page.getByLabel('Street').fill('Seeweg')
  await page.getByLabel('Number', { exact: true }).fill('99')
  await page.getByLabel('Town').fill('Thun')
  await page.getByLabel('Postal code').fill('3600')
  await page.getByLabel('VAT number').fill('che109322551mwst')
  await page.getByLabel('Language of invoices').selectOption('de')
  await saveDetails(page)
  await expect(page.getByText('Billing details saved')).toBeVisible()
  await expect(page.getByLabel('VAT number')).toHaveValue('CHE-109.322.551 MWST')
  expect(await lastAudit()).toBe('org.details')
  const admin = await signedInAs(browser, /Ada Ammann/)
  await admin.page.goto(`/admin/invoice-run?org=${org}&month=${month}`)
  const preview = admin.page.getByRole('region', { name: 'Settings Desk' })
  await expect(preview).toContainText('Seeweg 99')
  await expect(preview).toContainText('3600 Thun')
  await expect(preview).toContainText('CHE-109.322.551 MWST')
  expect((await findOrg(db, org, clock()))?.config.language).toBe('de')
  expect([...problems, ...admin.problems]).toEqual([])
})

test('a wrong check digit and a move across the border of VAT are refused at their fields, and nothing is saved', async ({
  browser,
}) => {
  const { page, problems } = await open(browser, 'Beat Graf')
  const before = await buyerNow()
  await page.getByLabel('Street').fill('Nirgendwo')
  await page.getByLabel('VAT number').fill('CHE-109.322.552 MWST')
  await saveDetails(page)
  await expect(page.getByLabel('VAT number')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('The check digit does not fit').first()).toBeVisible()
  await expect(page.getByLabel('Street')).toHaveValue('Nirgendwo')
  await page.getByLabel('VAT number').fill('DE136695976')
  await page.getByLabel('Country').fill('DE')
  await saveDetails(page)
  await expect(page.getByLabel('Country')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('changes how your invoices are taxed').first()).toBeVisible()
  expect(await buyerNow()).toEqual(before)
  expect(problems).toEqual([])
})

test('who is overtaken by somebody else is told, loses nothing that was typed, and may save over it', async ({
  browser,
}) => {
  const { page, problems } = await open(browser, 'Beat Graf')
  await page.getByLabel('Street').fill('Gartenweg')
  const now = await findOrg(db, org, clock())
  if (!now) throw new Error('the org is gone')
  const buyer = { ...now.config.buyer, street: 'Amtsweg', town: 'Biel' }
  await saveOrg(ctx(), org, now.name, now.version, { ...now.config, buyer, termsDays: 45 })
  await saveDetails(page)
  await expect(page.getByText('Somebody else saved these details meanwhile')).toBeVisible()
  await expect(page.getByText('Saved now: Amtsweg')).toBeVisible()
  await expect(page.getByText('Saved now: Biel')).toBeVisible()
  await expect(page.getByLabel('Street')).toHaveValue('Gartenweg')
  await page.getByLabel('Town').fill('Biel')
  await saveDetails(page)
  await expect(page.getByText('Billing details saved')).toBeVisible()
  await expect(page.getByText('Somebody else saved these details meanwhile')).toHaveCount(0)
  expect(await findOrg(db, org, clock())).toMatchObject({
    config: { termsDays: 45, buyer: { street: 'Gartenweg', town: 'Biel' } },
  })
  await expect(page.getByText('Invoices are paid by card, within 45 days.')).toBeVisible()
  expect(problems).toEqual([])
})

test('a cap is set, asked for before it is zero, and held by the gate', async ({ browser }) => {
  const check = async () => (await call('POST', '/api/v1/check', { org }, 'gate key')).status
  const funding = async () => (await call('GET', `/api/v1/orgs/${org}/funding`, undefined, 'reader key')).body
  const capNow = async () => (await funding()).settings.spendCap
  const { page, problems } = await open(browser)
  const field = page.getByLabel('Cap a month (CHF)')
  const save = page.getByRole('button', { name: 'Save cap' })
  expect([await check(), await capNow()]).toEqual([200, null])
  await field.fill('a lot')
  await save.click()
  await expect(page.getByText('Write an amount with at most two decimals')).toBeVisible()
  await field.fill("1'250.50")
  await save.click()
  await expect(page.getByText('Cap set to CHF 1’250.50')).toBeVisible()
  expect(await capNow()).toBe('1250.50')
  await field.fill('0')
  await save.click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('stops everything that is metered')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  expect([await check(), await capNow()]).toEqual([200, '1250.50'])
  await save.click()
  await dialog.getByRole('button', { name: 'Set cap to 0' }).click()
  await expect(page.getByText('All metered work is blocked from now on')).toBeVisible()
  expect([await check(), await capNow()]).toEqual([402, '0.00'])
  expect((await funding()).gate.halted).toBe(true)
  expect(await lastAudit()).toBe('funding.save')
  await field.fill('')
  await save.click()
  await expect(page.getByText('There is no cap any more')).toBeVisible()
  expect([await check(), await capNow()]).toEqual([200, null])
  expect(problems).toEqual([])
})

const row = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Members' }).getByRole('listitem').filter({ hasText: name })
const rolesNow = async () => Object.fromEntries((await listMembers(db, org)).map(({ name, role }) => [name, role]))

test('an owner adds a member, changes the role and removes it; the last owner stays', async ({ browser }) => {
  const { page, problems } = await open(browser)
  await expect(row(page, 'Nora Keller')).toContainText('The only owner')
  await expect(row(page, 'Nora Keller').getByRole('button')).toHaveCount(0)
  const invite = async (email: string) => {
    await page.getByLabel('E-mail', { exact: true }).fill(email)
    await page.getByRole('button', { name: 'Add member' }).click()
  }
  await invite('nobody@nowhere.example')
  await expect(page.getByText('has not signed in yet').first()).toBeVisible()
  await invite('sam@lumen-ai.example')
  await expect(page.getByText('sam@lumen-ai.example was added')).toBeVisible()
  await expect(row(page, 'Sam Rivera')).toContainText('Member')
  await page.getByRole('button', { name: 'Change the role of Sam Rivera' }).click()
  await page.getByRole('dialog').getByLabel('Role', { exact: true }).selectOption('owner')
  await page.getByRole('dialog').getByRole('button', { name: 'Save role' }).click()
  await expect(page.getByText('Sam Rivera is Owner now')).toBeVisible()
  await expect(row(page, 'Nora Keller')).not.toContainText('The only owner')
  expect((await rolesNow())['Sam Rivera']).toBe('owner')
  await page.getByRole('button', { name: 'Remove Sam Rivera' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove member' }).click()
  await expect(page.getByText('Sam Rivera was removed')).toBeVisible()
  await expect(row(page, 'Sam Rivera')).toHaveCount(0)
  await expect(row(page, 'Nora Keller')).toContainText('The only owner')
  await expect.poll(() => hasFocus(page)).toBe(true)
  expect(await rolesNow()).toEqual({ 'Nora Keller': 'owner', 'Beat Graf': 'billing', 'Mia Frei': 'member' })
  expect(await lastAudit()).toBe('member.remove')
  expect(problems).toEqual([])
})

test('the keyboard alone changes a role', async ({ browser }) => {
  const { page, problems } = await open(browser)
  await page.getByRole('button', { name: 'Change the role of Mia Frei' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  const role = dialog.getByLabel('Role', { exact: true })
  for (let step = 0; step < 5 && !(await role.evaluate((each) => each === document.activeElement)); step += 1) {
    await page.keyboard.press('Tab')
  }
  await page.keyboard.type('Billing')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Mia Frei is Billing now')).toBeVisible()
  await expect.poll(() => hasFocus(page)).toBe(true)
  expect((await rolesNow())['Mia Frei']).toBe('billing')
  await staff()
  expect(problems).toEqual([])
})

test('billing changes no members, a member changes nothing, and a stranger sees nothing', async ({ browser }) => {
  const billing = await open(browser, 'Beat Graf')
  await expect(billing.page.getByRole('button', { name: 'Save billing details' })).toBeVisible()
  await expect(billing.page.getByRole('button', { name: /Change the role|Remove|Add member/ })).toHaveCount(0)
  const { page, problems } = await open(browser, 'Mia Frei')
  await expect(page.getByText('Owners and billing can change these.').first()).toBeVisible()
  await expect(page.getByText('bills@settings-desk.example', { exact: true })).toBeVisible()
  await expect(page.getByText('Swiss VAT is added to every invoice.')).toBeVisible()
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
  expect([...billing.problems, ...problems]).toEqual([])
  const stranger = await signedInAs(browser, 'Luc Favre')
  expect((await stranger.page.goto(address))?.status()).toBe(404)
})
