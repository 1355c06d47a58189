import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { parseDecimal } from '@/lib/core/money/decimal'
import { settled } from './page-state'
import { inNavigation, signedInAs } from './signed-in'

const pico = (text: string): bigint => parseDecimal(text.replace('−', '-').replaceAll(/[^\d.-]/g, ''), 12) ?? 0n

test('where credit came from and went is found by time and kind, and is the same in the file', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Ines Byrne')
  await page.goto('/o/boxwood')
  await inNavigation(page, 'Credits').click()
  await page.getByRole('link', { name: 'All movements' }).click()
  await expect(page).toHaveURL(/\/o\/boxwood\/credits\/movements$/)
  await page.getByRole('link', { name: 'Last month' }).click()
  await expect(page.getByRole('link', { name: 'Last month' })).toHaveAttribute('aria-current', 'true')
  const table = page.getByRole('region', { name: 'Credit movements' })
  await page.getByLabel('Kind').selectOption({ label: 'Used' })
  await page.getByRole('button', { name: 'Show' }).press('Enter')
  await expect(page).toHaveURL(/kind=debit/)
  await expect(page.getByLabel('Kind')).toHaveValue('debit')

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Download CSV').click()])
  const [head = '', ...lines] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n')
  // Counted from the end: the note before it may have commas.
  const place = head.split(',').indexOf('amount') - head.split(',').length
  expect(lines.length).toBeGreaterThan(1)
  const amounts: bigint[] = []
  for (;;) {
    await settled(page)
    amounts.push(...(await table.locator('tbody tr td:last-child').allTextContents()).map(pico))
    const next = page.getByRole('link', { name: 'Next' })
    if ((await next.count()) === 0) break
    const before = page.url()
    await next.click()
    await expect(page).not.toHaveURL(before)
    await expect(page.getByRole('link', { name: 'Previous' })).toBeVisible()
  }
  expect(amounts).toEqual(lines.map((line) => pico(line.split(',').at(place) ?? '')))
  expect(amounts.every((amount) => amount < 0n)).toBe(true)

  await page.goto('/o/boxwood/credits/movements?from=2020-01-01&to=2020-01-31')
  await expect(page.getByText('No movements in this period')).toBeVisible()
  expect(problems).toEqual([])
})
