import { expect, test } from '@playwright/test'
import { Temporal } from 'temporal-polyfill'
import { issueInvoice } from '@/lib/flows/invoices/issue-invoice'
import { readPdfTexts } from '@/lib/pdf/read-text'
import { cronSecret } from './cron-secret'
import { testedDatabase } from './database'
import { clock, lastMonth } from './dates'
import { machineCalls } from './machine-calls'
import { always, ownOrg, systemContext } from './own-org'
import { signedInAs } from './signed-in'

const db = testedDatabase()
test.afterAll(() => db.$client.end())
test.describe.configure({ mode: 'serial' })

const org = 'by-itself'
const monthsAgo = (count: number) => clock().toZonedDateTimeISO('UTC').subtract({ months: count })

test.beforeAll(async ({ baseURL }) => {
  const { call } = await machineCalls(db, baseURL)
  await ownOrg(db, org, { name: 'By Itself Ltd', like: 'alpenblick', biller: 'invoice', since: always })
  for (const month of [monthsAgo(3).toPlainDate().toString().slice(0, 7), lastMonth]) {
    const event = {
      org,
      meter: 'doc.pages',
      quantity: 2000,
      occurredAt: `${month}-15T09:00:00Z`,
      idempotencyKey: `by-itself-${month}`,
    }
    await call('POST', '/api/v1/usage/events', event, 'usage key')
  }
})

test('an organization is invoiced automatically once an admin switches that on', async ({ browser, baseURL }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(`/admin/organizations/${org}`)
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Automation' }) })
  await card.getByLabel(/^Issue invoices automatically/).check()
  await card.getByRole('button', { name: 'Save' }).click()
  await expect(card.getByText(/^Next: /)).toBeVisible()
  const wake = () =>
    fetch(`${baseURL}/api/cron/monthly-invoices`, { headers: { authorization: `Bearer ${cronSecret}` } })
  const answers = await Promise.all([wake(), wake(), wake()])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  await expect(async () => {
    await page.goto(`/o/${org}/invoices`)
    await expect(page.getByRole('link', { name: /^\d{4}-\d{6}$/ }).first()).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
  const rows = await db.$client`select issued_by from invoices where org_id = ${org}`
  expect([...rows]).toEqual([{ issued_by: 'system:monthly-invoices' }])
  expect(problems).toEqual([])
})

test('an admin reminds of an overdue invoice, reads what went out, and pauses the next', async ({
  browser,
  baseURL,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  const month = monthsAgo(3).toPlainDate().toString().slice(0, 7)
  const issuedAt = Temporal.PlainDate.from(`${month}-05`).add({ months: 1 }).toZonedDateTime('UTC').toInstant()
  const { invoiceId, number } = await issueInvoice({ ...systemContext(db), now: issuedAt }, org, month)
  await page.goto(`/o/${org}/invoices/${invoiceId}`)
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Reminders' }) })
  await expect(card.getByText('No reminders go out automatically for this organization.')).toBeVisible()
  await card.getByRole('button', { name: 'Send one now…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send reminder' }).click()
  await expect(page.getByText('Reminder of level 1 sent')).toBeVisible()
  const row = card.getByRole('row').filter({ hasText: 'Ada Ammann' })
  await expect(row).toBeVisible()
  const href = await row.getByRole('link', { name: 'PDF of the reminder of level 1' }).getAttribute('href')
  const answer = await page.request.get(`${baseURL}${href}`)
  const text = (await readPdfTexts(new Uint8Array(await answer.body()))).flat().join(' ')
  for (const said of ['Payment reminder', number, 'Amount due']) expect(text).toContain(said)
  await card.getByRole('button', { name: 'Pause…' }).click()
  const until = monthsAgo(-2).toPlainDate().toString()
  await page.getByLabel('Until').fill(until)
  await page.getByLabel('Note').fill('They asked for time.')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(card.getByText(/Paused until .* by Ada Ammann: They asked for time\./)).toBeVisible()
  expect(problems).toEqual([])
})
