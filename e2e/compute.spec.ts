import { type Browser, expect, type Page, test } from '@playwright/test'
import { setMember } from '@/db/commands/settings'
import { findOrg } from '@/db/queries/orgs'
import { hasComputeMode } from '@/db/queries/platform'
import { findUserByEmail } from '@/db/queries/users'
import type { Ctx } from '@/lib/context'
import { addMachineType } from '@/lib/flows/compute/add-machine-type'
import { setMachineQuota } from '@/lib/flows/compute/set-machine-quota'
import { createOrg } from '@/lib/flows/settings/create-org'
import { setComputeMode } from '@/lib/flows/settings/set-compute-mode'
import { testedDatabase } from './database'
import { clock } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { typeOver } from './page-state'
import { inNavigation, signedInAs } from './signed-in'

const org = 'machines-desk'
const address = `/o/${org}/compute`
const region = 'europe-west6'
const machine = 'e2e-settings-4'
const scarce = 'e2e-settings-8'

const db = testedDatabase()
const ctx: Ctx = { actor: { kind: 'system', name: 'test' }, now: clock(), db, requestId: 'test' }
let call: MachineCalls['call']

const people = [
  ['nora@alpenblick.example', 'owner'],
  ['mia@alpenblick.example', 'member'],
] as const
const quota = (limit: number | null) => setMachineQuota(ctx, org, { region, machineType: machine, limit })
test.beforeAll(async ({ baseURL }) => {
  call = (await machineCalls(db, baseURL)).call
  await addMachineType(ctx, { machineType: machine, vcpus: 4, memoryGb: 16, defaultLimit: 2 })
  await addMachineType(ctx, { machineType: scarce, vcpus: 8, memoryGb: 32, defaultLimit: 0 })
  const model = await findOrg(db, 'alpenblick', clock())
  if (!model) throw new Error('the demo has no alpenblick')
  if (!(await findOrg(db, org, clock()))) await createOrg(ctx, org, 'Machines Desk', model.config)
  for (const [email, role] of people) {
    const user = await findUserByEmail(db, email)
    await setMember(db, org, user?.userId ?? '', role, ctx.now, null)
  }
})
test.afterAll(async () => {
  await quota(null)
  await db.$client`delete from members where org_id = ${org}`
  await db.$client.end()
})
test.describe.configure({ mode: 'serial' })

const settingsNow = async () =>
  (await call('GET', `/api/v1/orgs/${org}/compute-settings`, undefined, 'reader key')).body.settings
const choose = async (page: Page, machineType: string, count: string): Promise<void> => {
  await page.getByLabel('Region', { exact: true }).fill(region)
  await page.getByLabel('Machine', { exact: true }).selectOption(machineType)
  await page.getByLabel('Count', { exact: true }).fill(count)
  await page.getByRole('button', { name: 'Save machines' }).click()
}
const open = async (browser: Browser, name = 'Nora Keller') => {
  const signedIn = await signedInAs(browser, name)
  await signedIn.page.goto(address)
  return signedIn
}
const limitsOf = (page: Page, place: string, machineType: string) =>
  page
    .getByRole('region', { name: 'Limits' })
    .getByRole('row')
    .filter({ hasText: place })
    .filter({ hasText: machineType })

test('999 against a limit of 2 is refused in the words of the API, set to the limit, and saved', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, 'Nora Keller')
  await page.goto(`/o/${org}`)
  await inNavigation(page, 'Compute').click()
  await expect(page.getByText('Nothing is saved yet.')).toBeVisible()
  await choose(page, machine, '999')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Requested').locator('xpath=following-sibling::dd')).toHaveText('999')
  await expect(dialog.getByText('Available').locator('xpath=following-sibling::dd')).toHaveText('2')
  await expect(dialog.getByText('Region').locator('xpath=following-sibling::dd')).toHaveText(region)
  await expect(dialog.getByText('Configuration').locator('xpath=following-sibling::dd')).toHaveText(
    `4 vCPUs / 16 GB RAM (${machine})`,
  )
  const answer = await call(
    'PUT',
    `/api/v1/orgs/${org}/compute-settings`,
    { region, machineType: machine, count: 999 },
    'compute key',
  )
  expect(answer).toMatchObject({ status: 400, body: { detail: { limit: 2, requested: 999 } } })
  await expect(dialog.getByText(answer.body.detail.message)).toBeVisible()
  const mail = new URL((await dialog.getByRole('link', { name: 'Ask for more' }).getAttribute('href')) ?? '')
  expect([mail.protocol, mail.pathname]).toEqual(['mailto:', 'billing@kontor.example'])
  expect(mail.searchParams.get('subject')).toContain(`${machine} in ${region}`)
  expect(mail.searchParams.get('body')).toContain('999 × 4 vCPUs / 16 GB RAM')
  expect(await settingsNow()).toBeNull()

  await dialog.getByRole('button', { name: 'Set to 2' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByLabel('Count', { exact: true })).toHaveValue('2')
  await expect(page.getByLabel('Count', { exact: true })).toBeFocused()
  await page.getByRole('button', { name: 'Save machines' }).click()
  await expect(page.getByText(`Saved: 2 × 4 vCPUs / 16 GB RAM in ${region}`)).toBeVisible()
  await expect(limitsOf(page, region, machine).getByRole('cell').nth(2)).toHaveText('2')
  await expect(limitsOf(page, region, machine).getByRole('cell').nth(4)).toHaveText('0')
  expect(await settingsNow()).toMatchObject({ region, machineType: machine, count: 2 })
  expect(problems).toEqual([])
})

test('at a limit of 0 what was saved last comes back, and a higher quota counts at once', async ({ browser }) => {
  const { page, problems } = await open(browser)
  await choose(page, scarce, '1')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Available').locator('xpath=following-sibling::dd')).toHaveText('0')
  await dialog.getByRole('button', { name: 'Back to what is saved' }).click()
  await expect(page.getByLabel('Machine', { exact: true })).toHaveValue(machine)
  await expect(page.getByLabel('Count', { exact: true })).toHaveValue('2')
  await quota(8)
  await choose(page, machine, '8')
  await expect(page.getByText(`Saved: 8 × 4 vCPUs / 16 GB RAM in ${region}`)).toBeVisible()
  await expect(limitsOf(page, region, machine).getByRole('cell').nth(3)).toHaveText('8')
  await choose(page, machine, 'many')
  await expect(page.getByText('must be a whole number').first()).toBeVisible()
  expect(await settingsNow()).toMatchObject({ count: 8 })
  expect(problems).toEqual([])
})

test('the keyboard alone asks for too many, takes the limit and saves it', async ({ browser }) => {
  const { page, problems } = await open(browser)
  await typeOver(page, page.getByLabel('Count', { exact: true }), '9')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByLabel('Count', { exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeVisible()
  const limit = dialog.getByRole('button', { name: 'Set to 8' })
  for (let step = 0; step < 5 && !(await limit.evaluate((each) => each === document.activeElement)); step += 1) {
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Count', { exact: true })).toHaveValue('8')
  await expect(page.getByLabel('Count', { exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved: 8 ×')).toBeVisible()
  expect(problems).toEqual([])
})

test('a member sees it all and changes nothing; a stranger sees nothing', async ({ browser }) => {
  const { page, problems } = await open(browser, 'Mia Frei')
  await expect(page.getByText('Owners and billing can change it.')).toBeVisible()
  await expect(page.getByText(`8 × 4 vCPUs / 16 GB RAM (${machine}) in ${region}`)).toBeVisible()
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
  expect(problems).toEqual([])
  const stranger = await signedInAs(browser, 'Luc Favre')
  expect((await stranger.page.goto(address))?.status()).toBe(404)
})

test('where the mode is off there is no way there, and the page says that there is nothing to choose', async ({
  browser,
}) => {
  expect(await hasComputeMode(db)).toBe(true)
  const { page, problems } = await open(browser)
  await expect(inNavigation(page, 'Compute')).toHaveCount(1)
  await setComputeMode(ctx, false)
  try {
    await page.goto(address)
    await expect(page.getByText('No machines to choose')).toBeVisible()
    await expect(inNavigation(page, 'Compute')).toHaveCount(0)
    await page.getByRole('link', { name: 'See your usage' }).click()
    await expect(page).toHaveURL(new RegExp(`/o/${org}/usage`))
  } finally {
    await setComputeMode(ctx, true)
  }
  expect(problems).toEqual([])
})

test('instances say honestly that none is linked, and where to read on', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Urs Mueller')
  await page.goto('/o/papiermuehle')
  await inNavigation(page, 'Instances').click()
  await expect(page.getByText('No installation is linked to Papiermühle Archiv AG')).toBeVisible()
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
  await page.getByRole('link', { name: 'Read how usage is reported' }).click()
  await expect(page).toHaveURL(/\/docs\/api/)
  expect(problems).toEqual([])
})
