import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { freePort } from '@/lib/platform/free-port'
import { type Started, startKontor, untilHealthy } from './kontor'
import { seededFolder } from './seeded-folder'
import { signedInAs } from './signed-in'

const folder = seededFolder()
let url = ''
let kontor: Started

test.beforeAll(async () => {
  const port = await freePort()
  url = `http://localhost:${port}`
  kontor = startKontor({
    PORT: String(port),
    KONTOR_URL: url,
    KONTOR_DATA_DIR: folder,
    STRIPE_AUTOMATIC_TAX: 'true',
  })
  await untilHealthy(url, kontor)
})
test.afterAll(async () => {
  kontor.child.kill('SIGTERM')
  await kontor.exited
  rmSync(folder, { recursive: true, force: true })
})
test.describe.configure({ mode: 'serial' })

test('a pack is bought with the tax of the country on top, and both stand in the list', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Ines Byrne', { baseURL: url })
  await page.goto('/o/boxwood/credits')
  await expect(page.getByText('Prices are before tax.')).toBeVisible()
  await page.getByRole('button', { name: 'Buy for USD 100.00: Team' }).click()
  await expect(page.getByRole('heading', { name: 'Pay USD 100.00 plus tax, get USD 110.00 of credit' })).toBeVisible()
  const form = page.frameLocator('iframe')
  await expect(form.getByRole('heading', { name: 'USD 100.00' })).toBeVisible()
  const values = {
    Email: 'ines@boxwood.example',
    'Card number': '4242424242424242',
    Expiry: '12 / 34',
    'Security code': '123',
    Name: 'Ines Byrne',
  }
  for (const [label, value] of Object.entries(values)) await form.getByLabel(new RegExp(label)).fill(value)
  await form.getByRole('button', { name: 'Pay USD 100.00' }).click()
  await expect(form.getByLabel('Country')).toBeFocused()
  await expect(form.getByText('Choose your country.')).toBeVisible()
  await form.getByLabel('Country').selectOption('Germany')
  await expect(form.getByRole('button', { name: 'Pay USD 119.00' })).toBeVisible()
  await form.getByLabel('Country').selectOption('Switzerland')
  await expect(form.getByRole('listitem').filter({ hasText: 'Tax (8.1 %)' })).toContainText('USD 8.10')
  await form.getByRole('button', { name: 'Pay USD 108.10' }).click()
  await expect(page.getByText('USD 110.00 of credit added')).toBeVisible({ timeout: 45_000 })
  const row = page.getByRole('region', { name: 'Bought' }).getByRole('row').filter({ hasText: 'Team' })
  await expect(row).toContainText('USD 100.00')
  await expect(row).toContainText('USD 8.10')
  expect(problems).toEqual([])
})

test('the next form knows the country, and says what there is to pay at once', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Ines Byrne', { baseURL: url })
  await page.goto('/o/boxwood/credits')
  await page.getByRole('button', { name: 'Buy for USD 20.00: Starter' }).click()
  const form = page.frameLocator('iframe')
  await expect(form.getByRole('button', { name: 'Pay USD 21.62' })).toBeVisible()
  await expect(form.getByLabel('Country')).toHaveValue('CH')
  expect(problems).toEqual([])
})

test('an admin sees the tax, and price and tax can go back', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Ada', { baseURL: url })
  await page.goto('/admin/organizations/boxwood')
  const row = page.getByRole('row').filter({ hasText: 'Team' }).filter({ hasText: 'USD 8.10' })
  await expect(row).toContainText('USD 100.00')
  await row
    .getByRole('button', { name: /Refund/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Amount (USD)')).toHaveValue('108.10')
  await dialog.getByLabel('Reason').fill('Bought by mistake')
  await dialog.getByRole('checkbox').check()
  await dialog.getByRole('button', { name: 'Refund' }).click()
  await expect(dialog.getByText('USD 108.10 goes back')).toBeVisible()
  await expect(dialog.getByText('USD 110.00 of its credit was unused and is gone.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('row').filter({ hasText: 'Bought by mistake' })).toContainText('USD −108.10')
  expect(problems).toEqual([])
})
