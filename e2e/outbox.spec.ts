import { expect, test } from '@playwright/test'
import { signedInAs } from './signed-in'

test('an admin opens an invoice’s e-mail as the customer sees it, with its document, though nothing was sent', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await expect(async () => {
    await page.goto('/admin/outbox?kind=invoice_mail&org=alpenblick')
    await expect(page.getByRole('link', { name: /^Invoice \d/ }).first()).toBeVisible({ timeout: 8_000 })
  }).toPass({ timeout: 120_000 })
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: /^Invoice \d/ }) })
  await expect(row.first()).toContainText('No mail server')
  await expect(row.first()).toContainText('rechnungen@alpenblick.example')
  await page
    .getByRole('link', { name: /^Invoice \d/ })
    .first()
    .press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: /^Invoice \d/ })).toBeVisible()
  const number = /Invoice (\S+) for/.exec((await page.getByRole('heading', { level: 1 }).textContent()) ?? '')?.[1]
  await expect(page.getByText(`${number}.pdf`)).toBeVisible()
  const mail = page.frameLocator('iframe')
  await expect(mail.getByRole('heading', { level: 1, name: /^Your invoice for / })).toBeVisible()
  await expect(mail.getByRole('link')).toHaveCount(1)
  await expect(mail.getByRole('row', { name: /^Invoice/ })).toContainText(number ?? '-')
  await expect(page.locator('pre')).toContainText(`Invoice: ${number}`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(mail.getByRole('heading', { level: 1 })).toHaveCSS('color', 'rgb(236, 238, 237)')
  await page.emulateMedia({ colorScheme: null })
  expect(problems).toEqual([])
})

test('an admin looks at each template in a language, as wide as a phone', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto('/admin/outbox')
  await page.getByRole('link', { name: 'Mail templates' }).click()
  await page.getByLabel('Template').selectOption('Final notice')
  await page.getByLabel('Language').selectOption('Français')
  await page.getByLabel('Width').selectOption('Phone')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByRole('heading', { level: 2, name: /^Dernier rappel/ })).toBeVisible()
  const frame = page.locator('iframe')
  await expect(frame).toHaveCSS('width', '390px')
  await expect(page.frameLocator('iframe').getByText('CHF 1’274.50').first()).toBeVisible()
  await page.goto('/admin/outbox/templates?template=none&language=none&width=none')
  await expect(page.getByRole('heading', { level: 2, name: /^Invoice 2026-000123/ })).toBeVisible()
  expect(problems).toEqual([])
})
