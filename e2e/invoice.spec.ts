import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { countDays, monthSpan } from '@/lib/core/time/day'
import { testedDatabase } from './database'
import { lastMonth, today } from './dates'
import { signedInAs } from './signed-in'

const month = lastMonth
const org = 'bergbraeu'
const tenant = 'bergbraeu-prod'
const createdOn = `${month}-12`

const db = testedDatabase()
test.afterAll(() => db.$client.end())
test.describe.configure({ mode: 'serial' })

const as = async (browser: Browser, name: string): Promise<Page> => (await signedInAs(browser, name)).page

/** What the month costs, worked out by hand: 49.00 and 0.10 a day from the 12th, 99.00 once, 8.1 % VAT. */
const expected = () => {
  const days = countDays({ start: createdOn, end: monthSpan(month).end })
  const daysOfMonth = countDays(monthSpan(month))
  const fee = Math.round((4900 * days) / daysOfMonth)
  const net = fee + 9900 + days * 10
  const tax = Math.round((net * 81) / 1000)
  const text = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
  return { days, fee: text(fee), skill: text(days * 10), total: text(net + tax) }
}

let invoiceId = ''

test('an admin sets prices for a new customer', async ({ browser }) => {
  const page = await as(browser, 'Ada Ammann')
  await page.goto('/admin/pricing?book=standard-chf')
  await page.getByRole('link', { name: /^(Edit as|Open) draft$/ }).click()
  await page.getByLabel('Monthly fee per tenant (CHF)').fill('49.00')
  await page.getByLabel('Setup fee per tenant (CHF)').fill('99.00')
  await page.getByRole('button', { name: 'Add skill' }).click()
  const rows = page.getByLabel(/^Skill, row \d+$/)
  const last = await rows.count()
  await page.getByLabel(`Skill, row ${last}`).fill('brew-watch')
  await page.getByLabel(`Price per day, row ${last}`).fill('0.10')
  await page.getByLabel('In force from').fill(`${month}-01`)
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByRole('button', { name: 'Run what-if' }).click()
  await expect(page.getByText('What-if finished')).toBeVisible()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish version' }).click()
  await expect(page.getByText('Version published')).toBeVisible()
  await expect(page.getByText('brew-watch').first()).toBeVisible()

  await page.goto('/admin/organizations')
  await page.getByRole('button', { name: 'New organization' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^Id/).fill(org)
  await dialog.getByLabel(/^Name/).fill('Bergbräu')
  await dialog.getByLabel('Price book').selectOption('standard-chf')
  await dialog.getByRole('button', { name: /Create/ }).click()
  await expect(page).toHaveURL(new RegExp(`/admin/organizations/${org}`))
})

test('the invoice run refuses a customer without an address, in words', async ({ browser }) => {
  const page = await as(browser, 'Ada Ammann')
  await page.goto(`/admin/invoice-run?month=${month}&org=${org}`)
  await expect(page.getByText('address_missing')).toBeVisible()
})

test('a machine reports the tenant with a key that is shown once', async ({ browser, request }) => {
  const page = await as(browser, 'Ada Ammann')
  await page.goto('/admin/api-keys')
  await page.getByRole('button', { name: 'New key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^Name/).fill('Brewery controller')
  await dialog.getByLabel(/tenants:write/).check()
  await dialog.getByRole('button', { name: /Create/ }).click()
  const secret = await dialog.getByText(/^kontor_[\w-]{43}$/).textContent()
  const created = await request.post('/api/v1/tenants', {
    headers: { authorization: `Bearer ${secret}` },
    data: { org, name: tenant, packages: ['brew-watch'], occurredAt: `${createdOn}T08:00:00+02:00` },
  })
  expect(created.status()).toBe(200)
  expect((await created.json()).recorded).toHaveLength(2)
  await page.reload()
  await expect(page.getByText(String(secret))).toHaveCount(0)
})

test('the admin completes the address, adds a member, previews and issues', async ({ browser }) => {
  const page = await as(browser, 'Ada Ammann')
  await page.goto(`/admin/organizations/${org}`)
  const form = page.locator('form').filter({ has: page.getByLabel(/^Street/) })
  await form.getByLabel(/^(Legal name|Name on invoices)/).fill('Bergbräu Genossenschaft')
  await form.getByLabel(/^Street/).fill('Dorfstrasse')
  await form.getByLabel(/^(Postal|Post) ?code/i).fill('7050')
  await form.getByLabel(/^Town/).fill('Arosa')
  await form.getByRole('button', { name: /^Save/ }).click()
  await expect(page.getByText(/saved/i).first()).toBeVisible()
  await page
    .getByLabel(/E-mail/)
    .last()
    .fill('luc@helvetia-docs.example')
  await page.getByRole('button', { name: /Add member/ }).click()
  await expect(page.getByText('Luc Favre').first()).toBeVisible()

  await page.goto(`/admin/invoice-run?month=${month}&org=${org}`)
  const { total, fee, skill } = expected()
  await expect(page.getByText(`CHF ${total}`).first()).toBeVisible()
  await expect(page.getByText(fee).first()).toBeVisible()
  await expect(page.getByText(skill).first()).toBeVisible()
  await page.getByRole('button', { name: 'Issue invoice' }).click()
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Issue invoice' })
    .click()
  await expect(page.getByText(/Invoice \d{4}-\d{6} issued/)).toBeVisible()
  const rows = await db.$client`select invoice_id, total::text as total from invoices where org_id = ${org}`
  expect(rows).toHaveLength(1)
  expect(rows[0]?.total).toBe(total)
  invoiceId = String(rows[0]?.invoice_id)
})

test('the PDF downloads, and always the same stored bytes', async ({ browser }) => {
  const page = await as(browser, 'Luc Favre')
  await page.goto(`/o/${org}/invoices/${invoiceId}`)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /Download PDF/ }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^invoice-\d{4}-\d{6}\.pdf$/)
  const content = readFileSync(String(await download.path()))
  expect(content.subarray(0, 5).toString()).toBe('%PDF-')
  const stored = await db.$client`select sha256 from invoice_documents where org_id = ${org}`
  expect(stored[0]?.sha256).toBe(createHash('sha256').update(content).digest('hex'))
})

test('the customer is declined with one card, pays with another and sees "Paid" without a reload', async ({
  browser,
}) => {
  const page = await as(browser, 'Luc Favre')
  const problems: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  await page.goto(`/o/${org}/invoices/${invoiceId}`)
  await page.evaluate(() => {
    ;(window as { stillHere?: boolean }).stillHere = true
  })
  await page.getByRole('button', { name: /^Pay CHF/ }).dblclick()
  const card = page.frameLocator('iframe')
  const pay = async (number: string): Promise<void> => {
    await card.getByLabel('Email').fill('luc@helvetia-docs.example')
    await card.getByLabel(/Card number/).fill(number)
    await card.getByLabel(/Expiry/).fill('12 / 34')
    await card.getByLabel(/Security code/).fill('123')
    await card.getByLabel(/Name/).fill('Luc Favre')
    await card.getByRole('button', { name: /^Pay/ }).click()
  }
  await pay('4000000000000002')
  await expect(card.getByText('Your card was declined.').first()).toBeVisible()
  await pay('4242424242424242')
  await expect(page.getByText('Paid', { exact: true }).first()).toBeVisible({ timeout: 45_000 })
  expect(await page.evaluate(() => (window as { stillHere?: boolean }).stillHere)).toBe(true)
  const payments = await db.$client`select applied_to from payments where org_id = ${org}`
  expect(payments.map((row) => row.applied_to)).toEqual(['invoice'])
  const opened = await db.$client`select 1 from checkouts where org_id = ${org}`
  expect(opened).toHaveLength(1)
  // The browser itself logs the answer to the declined card, as it does with Stripe.
  expect(problems).toEqual([expect.stringContaining('402 (Payment Required)')])
})

test('the signed webhook arrives too and changes nothing more', async () => {
  await expect
    .poll(async () => {
      const rows = await db.$client`
        select state from stripe_events where type = 'checkout.session.completed'
           and payload->'data'->'object'->'metadata'->>'org' = ${org}`
      return rows.map((row) => row.state)
    })
    .toEqual(['done'])
  const payments = await db.$client`select 1 from payments where org_id = ${org}`
  expect(payments).toHaveLength(1)
})

test('the admin sees it paid, and another customer gets 404 for it', async ({ browser }) => {
  const admin = await as(browser, 'Ada Ammann')
  await admin.goto(`/admin/invoices?org=${org}`)
  await expect(admin.getByText('Paid', { exact: true }).filter({ visible: true }).first()).toBeVisible()
  const stranger = await as(browser, 'Nora Keller')
  const answer = await stranger.goto(`/o/${org}/invoices/${invoiceId}`)
  expect(answer?.status()).toBe(404)
  await expect(stranger.getByText('Bergbräu')).toHaveCount(0)
  const pdf = await stranger.request.get(`/api/orgs/${org}/invoices/${invoiceId}/pdf`)
  expect(pdf.status()).toBe(404)
})

test('the admin marks an invoice paid by bank, in part and then whole, and takes a payment back with a reason', async ({
  browser,
}) => {
  const page = await as(browser, 'Ada Ammann')
  await page.goto('/admin/invoices?org=helvetia-docs')
  const mark = page.getByRole('button', { name: /^Mark invoice/ }).first()
  const dialog = page.getByRole('dialog')
  await mark.click()
  await dialog.getByLabel('Amount').fill('1.00')
  await dialog.getByLabel('Reference').fill('E-Banking 4710')
  await dialog.getByRole('button', { name: 'Mark paid' }).click()
  await expect(page.getByText(/Recorded for invoice/)).toBeVisible()
  await expect(
    page
      .getByText(/\d open$/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible()
  await mark.click()
  await dialog.getByLabel('Reference').fill('E-Banking 4711')
  await dialog.getByRole('button', { name: 'Mark paid' }).click()
  await expect(dialog).toHaveCount(0)
  const paid = () => db.$client`
    select invoice_id, paid_via, paid_on::text from invoices where paid_reference = 'E-Banking 4711'`
  const [invoice, ...others] = await paid()
  expect([invoice, others]).toMatchObject([{ paid_via: 'bank', paid_on: today() }, []])

  await page.goto(`/o/helvetia-docs/invoices/${invoice?.invoice_id}`)
  await page.getByRole('button', { name: 'Undo payment E-Banking 4710' }).click()
  await dialog.getByLabel('Reason').fill('Booked to the wrong invoice')
  await dialog.getByRole('button', { name: 'Undo payment' }).click()
  await expect(page.getByText('Booked to the wrong invoice')).toBeVisible()
  await expect(page.getByText(/1\.00 is still open/)).toBeVisible()
  expect(await paid()).toEqual([])
})

test('what was paid beyond an invoice is applied to another one, seen on both, and taken back', async ({ browser }) => {
  const page = await as(browser, 'Ada Ammann')
  const [over] = await db.$client`
    select invoice_id, number from invoices where org_id = 'helvetia-docs' and paid_at is not null order by month_on limit 1`
  const [open] = await db.$client`
    select invoice_id, number from invoices where org_id = 'helvetia-docs' and paid_at is null order by due_on, number limit 1`
  const address = (invoice: typeof over) => `/o/helvetia-docs/invoices/${invoice?.invoice_id}`
  await page.goto(address(over))
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: /^Record more for invoice/ }).click()
  await dialog.getByLabel('Amount').fill('0.60')
  await dialog.getByLabel('Reference').fill('E-Banking 4712')
  await dialog.getByRole('button', { name: 'Record more' }).click()
  await expect(page.getByText(/CHF 0\.60 more was paid than is due/)).toBeVisible()

  await page.getByRole('button', { name: /^Apply the surplus of invoice/ }).click()
  await expect(dialog.getByLabel('Open invoice')).toContainText(String(open?.number))
  await expect(dialog.getByLabel('Amount')).toHaveValue('0.60')
  await dialog.getByLabel('Amount').fill('0.61')
  await dialog.getByRole('button', { name: 'Apply to this invoice' }).click()
  await expect(dialog.getByText('This is more than was paid beyond the total.').first()).toBeVisible()
  await dialog.getByLabel('Amount').fill('0.60')
  await dialog.getByRole('button', { name: 'Apply to this invoice' }).click()
  await expect(page.getByText(/CHF 0\.60 of the overpayment was applied to invoice/)).toBeVisible()

  const customer = await as(browser, 'Luc Favre')
  await customer.goto(address(open))
  await expect(customer.getByText(/CHF 0\.60 was paid on .* with the overpayment of invoice/)).toBeVisible()

  await page.getByRole('button', { name: `Undo payment ${open?.number}` }).click()
  await dialog.getByLabel('Reason').fill('The customer wants it back')
  await dialog.getByRole('button', { name: 'Undo payment' }).click()
  await expect(page.getByText(/CHF 0\.60 more was paid than is due/)).toBeVisible()
  await customer.reload()
  await expect(customer.getByText(/overpayment/)).toHaveCount(0)
})
