import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { unzipSync } from 'fflate'
import { testedDatabase } from './database'
import { signedInAs } from './signed-in'

const db = testedDatabase()
test.afterAll(() => db.$client.end())

const unzipped = async (page: Page, press: () => Promise<void>): Promise<Record<string, Uint8Array>> => {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  expect(download.suggestedFilename()).toMatch(/^invoices.*\.zip$/)
  return unzipSync(readFileSync(String(await download.path())))
}

test('the PDFs of all invoices that match come in one archive, each as its own download gives it', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto('/admin/invoices?org=alpenblick')
  const files = await unzipped(page, () => page.getByRole('button', { name: 'PDFs of all that match' }).click())
  const rows = await db.$client<{ number: string; id: string }[]>`
    select number, invoice_id as id from invoices where org_id = 'alpenblick'`
  expect(Object.keys(files).sort()).toEqual(rows.map(({ number }) => `${number}.pdf`).sort())
  for (const { number, id } of rows) {
    const own = await page.request.get(`/api/orgs/alpenblick/invoices/${id}/pdf`)
    expect(Buffer.from(files[`${number}.pdf`] ?? []).equals(await own.body()), number).toBe(true)
  }
  expect(problems).toEqual([])
})

test('those that are chosen come alone, and who chooses none is told so', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto('/admin/invoices?org=alpenblick')
  const chosen = page.getByRole('button', { name: 'PDFs of those chosen' })
  await chosen.click()
  await expect(page.getByText('Choose at least one invoice.')).toBeVisible()
  const box = page.getByRole('checkbox', { name: /^Choose invoice/ }).first()
  await box.focus()
  await page.keyboard.press('Space')
  const number = (await box.getAttribute('aria-label'))?.replace('Choose invoice ', '')
  expect(Object.keys(await unzipped(page, () => chosen.press('Enter')))).toEqual([`${number}.pdf`])
  await expect(page.getByText('Choose at least one invoice.')).toHaveCount(0)
  expect(problems).toEqual([])
})
