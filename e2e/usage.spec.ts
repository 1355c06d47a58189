import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { settled } from './page-state'
import { inNavigation, signedInAs } from './signed-in'

const org = 'boxwood'
const picoOf = (text: string): bigint => {
  const [whole = '0', part = ''] = text.replaceAll(/[^\d.]/g, '').split('.')
  return BigInt(whole + part.padEnd(12, '0'))
}
/** To the cent, half up, as figures are shown. */
const centsOf = (pico: bigint): string => {
  const cents = (pico + 5_000_000_000n) / 10_000_000_000n
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`
}
const shown = async (page: Page, label: string): Promise<string> => {
  const stat = page.locator('p', { hasText: new RegExp(`^${label}$`) }).locator('xpath=following-sibling::p[1]')
  return ((await stat.textContent()) ?? '').replaceAll(/[^\d.]/g, '')
}

test('what a month cost is found down to the event, and every figure adds up to the file', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(`/o/${org}`)
  await inNavigation(page, 'Usage').click()
  await page.getByRole('link', { name: 'Last month' }).click()
  await expect(page.getByRole('link', { name: 'Last month' })).toHaveAttribute('aria-current', 'true')
  const total = await shown(page, 'Used')
  const events = await shown(page, 'Events')
  expect(Number(events)).toBeGreaterThan(0)

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Download CSV').click()])
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n')
    .slice(1)
  const rows = lines.map((line) => line.split(','))
  const sumOf = (of: readonly string[][], column: number) =>
    of.reduce((sum, row) => sum + picoOf(row[column] ?? '0'), 0n)
  expect(centsOf(sumOf(rows, 5))).toBe(total)
  expect(sumOf(rows, 7) / 10n ** 12n).toBe(BigInt(events))

  // The dearest resource, and of that its dearest day.
  const resource = await page.getByRole('region', { name: 'By resource' }).getByRole('link').first().textContent()
  if (!resource) throw new Error('no resource is listed')
  await page.getByRole('link', { name: resource, exact: true }).click()
  const ofResource = rows.filter((row) => row[3] === resource)
  await expect.poll(() => shown(page, 'Used')).toBe(centsOf(sumOf(ofResource, 5)))
  await page.getByText('Show the days as a table').click()
  const day = page.getByRole('region', { name: 'By day' }).getByRole('link').first()
  await day.click()
  const table = page.getByRole('region', { name: 'Events' })
  await expect(page.getByText('Show the days as a table')).toHaveCount(0)
  await expect(table).toBeVisible()
  await settled(page)
  const amounts = await table.locator('tbody tr td:nth-child(5)').allTextContents()
  expect(centsOf(amounts.reduce((sum, text) => sum + picoOf(text), 0n))).toBe(await shown(page, 'Used'))

  await page.getByRole('link', { name: `Not only ${resource}` }).click()
  await page.getByLabel('From', { exact: true }).fill('2020-01-01')
  await page.getByLabel('To', { exact: true }).fill('2020-01-31')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing was used in this period')).toBeVisible()
  expect(problems).toEqual([])
})
