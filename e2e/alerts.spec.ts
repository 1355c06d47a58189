import { rmSync } from 'node:fs'
import { type Browser, expect, test } from '@playwright/test'
import { type PostFault, startPostOffice } from '@/lib/mail/testing/post-office'
import { freePort } from '@/lib/platform/free-port'
import { databaseIn } from './database'
import { clock } from './dates'
import { type Started, startKontor, untilHealthy } from './kontor'
import { machineCalls } from './machine-calls'
import { seededFolder } from './seeded-folder'
import { inNavigation, signedInAs } from './signed-in'

const folder = seededFolder()
let url = ''
let kontor: Started
let office: Awaited<ReturnType<typeof startPostOffice>>
let fault: PostFault = 'none'

test.beforeAll(async () => {
  office = await startPostOffice(() => fault)
  const port = await freePort()
  url = `http://localhost:${port}`
  kontor = startKontor({
    PORT: String(port),
    KONTOR_URL: url,
    KONTOR_DATA_DIR: folder,
    SMTP_URL: office.url,
    MAIL_FROM: 'Kontor <billing@kontor.example>',
  })
  await untilHealthy(url, kontor)
})
test.afterAll(async () => {
  kontor.child.kill('SIGTERM')
  await kontor.exited
  await office.close()
  rmSync(folder, { recursive: true, force: true })
})
test.describe.configure({ mode: 'serial' })

const about = (words: RegExp) => office.received.filter(({ mail }) => words.test(mail.subject ?? ''))

/** On the first of a month nothing may have been used in it yet. */
const useSomething = async (): Promise<void> => {
  const db = databaseIn(folder)
  const { call } = await machineCalls(db, url)
  const occurredAt = clock().toString()
  const event = { org: 'boxwood', meter: 'sandbox.seconds', quantity: 3600, occurredAt, idempotencyKey: 'used-today' }
  expect((await call('POST', '/api/v1/usage/events', event, 'usage key')).body).toMatchObject({ accepted: 1 })
  await db.$client.end()
}

const openSettings = async (browser: Browser, locale = 'en') => {
  const { page, problems } = await signedInAs(browser, 'Ines Byrne', { baseURL: url, locale })
  await page.goto('/o/boxwood/settings')
  return { page, problems, card: page.locator('#alerts') }
}

test('an owner chooses amounts with the keyboard, and is written to once usage has reached one', async ({
  browser,
}) => {
  const { page, problems, card } = await openSettings(browser)
  await expect(card).toContainText('Goes to billing@boxwood.example, ines@boxwood.example.')
  await expect(card).toContainText('Nothing was told yet.')
  await card.getByRole('button', { name: 'Add an amount' }).press('Enter')
  await expect(card.getByLabel('Amount 1', { exact: true })).toBeFocused()
  await page.keyboard.type('a lot')
  await page.keyboard.press('Enter')
  await expect(card.getByText('Write an amount above zero', { exact: false })).toBeVisible()
  await expect(card.getByLabel('Amount 1', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await card.getByLabel('Amount 1', { exact: true }).fill('0.01')
  await card.getByRole('button', { name: 'Add an amount' }).press('Enter')
  await expect(card.getByLabel('Amount 2', { exact: true })).toBeFocused()
  await page.keyboard.type("999'999,99")
  await card.getByLabel('Credit falls below (USD)').fill('1')
  await card.getByRole('checkbox', { name: 'A payment fails' }).uncheck()
  await card.getByRole('button', { name: 'Save alerts' }).click()
  await expect(page.getByText('Alerts saved')).toBeVisible()
  await useSomething()
  await expect.poll(() => about(/^Boxwood Sandboxes: Usage reached USD 0\.01 in /).length, { timeout: 90_000 }).toBe(2)
  const [arrived] = about(/^Boxwood/)
  expect(
    about(/^Boxwood/)
      .flatMap(({ to }) => to)
      .toSorted(),
  ).toEqual(['billing@boxwood.example', 'ines@boxwood.example'])
  expect(arrived?.mail.from?.address).toBe('billing@kontor.example')
  const link = /See the usage: (\S+)/.exec(arrived?.mail.text ?? '')?.[1] ?? ''
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1, name: 'Usage' })).toBeVisible()
  await inNavigation(page, 'Settings').click()
  await expect(card.getByLabel('Amount 1', { exact: true })).toHaveValue('0.01')
  await expect(card.getByLabel('Amount 2', { exact: true })).toHaveValue('999999.99')
  await expect(card.getByLabel('Credit falls below (USD)')).toHaveValue('1.00')
  await expect(card.getByRole('checkbox', { name: 'A payment fails' })).not.toBeChecked()
  const told = card.getByRole('region', { name: 'Told last' })
  await expect(told).toContainText('Usage reached USD 0.01 in')
  await expect(told).toContainText('sent to 2 addresses')
  expect(problems).toEqual([])
})

test('what the mail server does not take fails where an admin sees it, and is sent when the admin says so', async ({
  browser,
}) => {
  fault = 'full'
  const { page, problems, card } = await openSettings(browser)
  await card.getByLabel('Amount 2', { exact: true }).fill('0.02')
  await card.getByRole('button', { name: 'Save alerts' }).click()
  await expect(page.getByText('Alerts saved')).toBeVisible()

  const admin = await signedInAs(browser, /Ada Ammann/, { baseURL: url })
  const subject = /Boxwood Sandboxes: Usage reached USD 0\.02 in/
  const row = admin.page.getByRole('row').filter({ hasText: subject })
  await expect(async () => {
    await admin.page.goto('/admin/deliveries?org=boxwood')
    await expect(row).toContainText('Failing', { timeout: 1_000 })
  }).toPass({ timeout: 90_000 })
  await expect(row.getByText(/the mailbox is full/).filter({ visible: true })).toBeVisible()
  await row.getByRole('link', { name: /^Details of/ }).click()
  await expect(admin.page.getByText('You asked to be told at USD 0.02.', { exact: false })).toBeVisible()

  fault = 'none'
  await admin.page.goto('/admin/deliveries?org=boxwood')
  await expect(async () => {
    const again = row.getByRole('button', { name: /^Send again now/ })
    if (await again.isVisible()) await again.click()
    await admin.page.goto('/admin/deliveries?org=boxwood')
    await expect(row).toContainText('Delivered', { timeout: 2_000 })
  }).toPass({ timeout: 90_000 })
  await expect(row).toContainText('by e-mail to billing@boxwood.example, ines@boxwood.example')
  expect(about(subject)).toHaveLength(2)
  expect([...problems, ...admin.problems]).toEqual([])
})

test('of two who choose at once, the later is told, and replaces the other by saving again', async ({ browser }) => {
  const first = await openSettings(browser)
  const second = await openSettings(browser, 'de')
  await first.card.getByRole('button', { name: 'Remove amount 1' }).click()
  await first.card.getByRole('button', { name: 'Save alerts' }).click()
  await expect(first.page.getByText('Alerts saved')).toBeVisible()
  await second.card.getByRole('button', { name: 'Betrag hinzufügen' }).click()
  await expect(second.card.getByLabel('Betrag 3', { exact: true })).toBeFocused()
  await second.page.keyboard.type('77')
  const save = second.card.getByRole('button', { name: 'Meldungen speichern' })
  await save.click()
  await expect(second.card.getByText('Jemand anderes hat die Meldungen', { exact: false })).toBeVisible()
  await expect(second.card.getByLabel('Betrag 3', { exact: true })).toHaveValue('77.00')
  await save.click()
  await expect(second.page.getByText('Meldungen gespeichert')).toBeVisible()
  await first.page.reload()
  await expect(first.card.getByLabel('Amount 3', { exact: true })).toHaveValue('77.00')
  expect([...first.problems, ...second.problems]).toEqual([])
})
