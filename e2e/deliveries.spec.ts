import { expect, test } from '@playwright/test'
import { startCell, type TestCell } from '@/lib/flows/outbox/testing/cell'
import { plantCell, plantHalt } from '@/lib/flows/outbox/testing/plant-halt'
import { cronSecret } from './cron-secret'
import { testedDatabase } from './database'
import { clock } from './dates'
import { signedInAs } from './signed-in'

const [org, cellName] = ['lac-papier', 'deliveries-cell']

const db = testedDatabase()
let cell: TestCell
let fails = true

test.beforeAll(async () => {
  cell = await startCell(() => (fails ? 'fails' : 'ok'), clock)
  await plantCell(db.$client, cellName, cell.url, cell.secret)
})
test.afterAll(async () => {
  await cell.close()
  await db.$client.end()
})

const halt = (halted: boolean) => plantHalt(db.$client, { org, halted, cell: cellName, at: clock() })

const attempts = async (generation: bigint): Promise<number> => {
  const [row] = await db.$client<{ attempts: number }[]>`
    select attempts from outbox where org_id = ${org} and reference = ${`halt:${generation}`} and last_error is not null`
  return row?.attempts ?? 0
}

test('what a cell refuses is seen to fail, and is sent again at once when an admin says so', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  const generation = await halt(true)
  const message = `cmd_${org}_${generation}`
  try {
    await expect.poll(() => attempts(generation)).toBeGreaterThan(0)
    // As if it had failed for long: it would be tried again in an hour.
    await expect
      .poll(async () => {
        const put = await db.$client`
          update outbox set due_at = ${clock().add({ hours: 1 }).toString()}
           where org_id = ${org} and reference = ${`halt:${generation}`} and last_error is not null`
        return put.count
      })
      .toBe(1)

    await page.goto('/admin')
    const failing = page.getByRole('region', { name: 'What fails' })
    await failing.getByRole('link', { name: /^\d+ (delivery fails|deliveries fail)$/ }).click()
    await expect(page).toHaveURL(/\/admin\/deliveries\?state=failing$/)
    await page.getByLabel('Cell').selectOption(cellName)
    await page.getByLabel('Organization').selectOption(org)
    await page.getByRole('button', { name: 'Filter' }).press('Enter')
    await expect(page).toHaveURL(new RegExp(`\\?state=failing&org=${org}&cell=${cellName}$`))
    const button = page.getByRole('button', { name: `Send again now: ${message}` })
    const row = page.getByRole('row').filter({ has: button })
    await expect(row).toContainText('Failing')
    await expect(row.getByText('It answered 500.').filter({ visible: true })).toBeVisible()

    const before = await attempts(generation)
    await button.press('Enter')
    await expect(page.getByText('It is sent now').first()).toBeVisible()
    await expect.poll(() => attempts(generation)).toBeGreaterThan(before)
    await expect(row).toContainText('Failing')

    fails = false
    await button.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => cell.orgs.get(org)?.generation).toBe(Number(generation))
    expect(cell.effects.get(message)).toBe(1)
    await expect(row).toHaveCount(0)

    await page.goto(`/admin/deliveries?org=${org}&cell=${cellName}`)
    const details = page.getByRole('link', { name: `Details of ${message}` })
    await expect(page.getByRole('row').filter({ has: details })).toContainText('Delivered')
    await details.press('Enter')
    const answered = page.getByRole('region', { name: `What ${message} was answered` })
    await expect(answered.getByRole('listitem').first()).toContainText('Acknowledged')
    await expect(answered.getByRole('listitem').last()).toContainText('Failed')
    await expect(page.getByRole('region', { name: `What ${message} says` })).toContainText('org.halt')
    await expect(button).toHaveCount(0)

    await page.goto('/admin/audit')
    await expect(page.getByText('delivery.send_again').first()).toBeVisible()
  } finally {
    fails = false
    await halt(false)
    await expect.poll(() => cell.orgs.get(org)?.halted).toBe(false)
  }
  const [left] = await db.$client<{ failing: number }[]>`
    select count(*)::int as failing from outbox
     where done_at is null and kind in ('cell_command', 'quota_notice', 'alert_mail') and (last_error is not null or attempts > 1)`
  await page.goto('/admin')
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  const link = page.getByRole('link', { name: /^\d+ (delivery fails|deliveries fail)$/ })
  await expect(link).toHaveCount(left?.failing === 0 ? 0 : 1)
  expect(problems).toEqual([])
})

test('jobs say that they ran, what they did, who woke them, and what fails', async ({ browser, baseURL }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  const woken = await fetch(`${baseURL}/api/cron/deliver`, { headers: { authorization: `Bearer ${cronSecret}` } })
  expect([woken.status, (await woken.json()).job]).toEqual([200, 'deliver'])
  await page.goto('/admin/jobs')
  const jobs = page.getByRole('region', { name: 'Jobs' })
  const row = (name: string) => jobs.locator('tbody tr').filter({ has: page.getByText(name, { exact: true }) })
  for (const name of ['Weekly reset', 'Meter', 'Auto-recharge', 'Dunning', 'Deliveries']) {
    await expect(row(name), name).toContainText(/OK|Running/)
  }
  await expect(row('Deliveries')).toContainText(/\d+ calls?/)
  await row('Verification').getByRole('button', { name: 'Run now: Verification' }).click()
  await expect(page.getByText(/^Verification: /)).toBeVisible()
  await row('Verification').getByRole('link', { name: 'Verification' }).click()
  const runs = page.getByRole('region', { name: 'Runs' })
  await expect(runs.getByRole('cell', { name: 'Ada Ammann' }).first()).toBeVisible()
  await page.getByRole('link', { name: 'Jobs' }).first().click()
  // After all that the servers write down meanwhile.
  const later = clock().add({ hours: 1 }).toString()
  await db.$client`
    insert into job_runs (run_id, job, holder, started_at, ended_at, done, error) overriding system value
    values (9007199254740991, 'dunning', 'run_test', ${later}, ${later}, 0, 'Nobody could be asked.')`
  await page.goto('/admin/jobs')
  await expect(row('Dunning')).toContainText('Failing')
  await expect(row('Dunning').getByText('Nobody could be asked.').filter({ visible: true })).toBeVisible()
  await page.goto('/admin')
  await page.getByRole('link', { name: '1 job fails' }).click()
  await expect(page).toHaveURL(/\/admin\/jobs$/)
  await db.$client`delete from job_runs where holder = 'run_test'`
  await page.reload()
  await expect(row('Dunning')).toContainText(/OK|Running/)
  expect(problems).toEqual([])
})

test('deliveries that match nothing say so, and an address that means nothing shows them all', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto('/admin/deliveries?state=nobody&org=helvetia-docs')
  await expect(page.getByText('None matches these filters.')).toBeVisible()
  await page.goto('/admin/deliveries?state=none&org=none&cell=none&before=none&after=99999999999999999999&open=x')
  await expect(page.getByRole('region', { name: 'Deliveries, the newest first' })).toBeVisible()
  await page.goto('/admin/deliveries?before=1')
  await expect(page.getByRole('heading', { name: 'Deliveries', level: 1 })).toBeVisible()
  expect(problems).toEqual([])
})
