import { expect, test } from '@playwright/test'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { testedDatabase } from './database'
import { clock } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { always, ownOrg, systemContext } from './own-org'
import { signedInAs } from './signed-in'

const org = 'left-prepaid'
const db = testedDatabase()
let call: MachineCalls['call']
test.beforeAll(async ({ baseURL }) => {
  call = (await machineCalls(db, baseURL)).call
})
test.afterAll(() => db.$client.end())

test('what a biller that was left cannot pay is shown with its reason, and billed or waived once', async ({
  browser,
}) => {
  await ownOrg(db, org, { name: 'Left prepaid', like: 'alpenblick', biller: 'prepaid', since: always })
  await switchBiller(systemContext(db), org, 'invoice', clock())
  const occurredAt = clock().subtract({ hours: 2 }).toString()
  for (const key of ['to-bill', 'to-waive']) {
    const event = { org, meter: 'doc.pages', quantity: 800, occurredAt, idempotencyKey: `debt-${key}` }
    const { body } = await call('POST', '/api/v1/usage/events', event, 'usage key')
    expect(JSON.stringify(body)).toContain('former_biller')
  }
  expect((await call('POST', '/api/v1/check', { org }, 'gate key')).body).toMatchObject({ allowed: true })
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto('/admin/invoice-run')
  await page.getByRole('link', { name: 'Debts' }).click()
  await expect(page.getByRole('heading', { name: 'Unpaid usage', level: 1 })).toBeVisible()
  await page.goto(`/admin/organizations/${org}`)
  await expect(page.getByText('Used while prepaid: the credit did not cover it.').first()).toBeVisible()
  await page.goto(`/admin/invoice-run/debts?org=${org}`)
  await expect(page.getByText('2 debts, CHF 20.00')).toBeVisible()
  for (const [verb, key] of [
    ['Bill', 'debt-to-bill'],
    ['Waive', 'debt-to-waive'],
  ] as const) {
    await page.getByRole('button', { name: `${verb} CHF 10.00 of Left prepaid (${key})` }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('Agreed with the customer')
    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: `${verb} CHF 10.00` }).dblclick()
    await expect(dialog).toBeHidden()
    await expect(page.getByText(key, { exact: true })).toHaveCount(0)
  }
  await expect(page.getByText('No debts')).toBeVisible()
  const audit = await db.$client`select action from audit_log where org_id = ${org} and action like 'debt.%' order by 1`
  expect(audit.map(({ action }) => action)).toEqual(['debt.bill', 'debt.waive'])
  expect(problems).toEqual([])
})
