import { expect, test } from '@playwright/test'
import type { Db } from '@/db/client'
import { pageRules } from './access/page-rules'
import { violationsOn } from './accessibility'
import { testedDatabase } from './database'
import { idle, loaded } from './page-state'
import { signedInAs } from './signed-in'

// Each look opens all pages: both workers share them.
test.describe.configure({ mode: 'parallel' })

let db: Db
test.afterAll(() => db.$client.end())

let invoiceId = ''
test.beforeAll(async () => {
  db = testedDatabase()
  const rows = await db.$client`select invoice_id from invoices where org_id = 'alpenblick' order by number limit 1`
  invoiceId = String(rows[0]?.invoice_id)
})

const looks = [
  { scheme: 'light', width: 1440, axe: true },
  { scheme: 'light', width: 390, axe: false },
  { scheme: 'dark', width: 1440, axe: false },
  { scheme: 'dark', width: 390, axe: true },
] as const

for (const { scheme, width, axe } of looks) {
  const also = axe ? ', and is accessible' : ''
  test(`every page shows itself at ${width} pixels, ${scheme}, with nothing in the console and no sideways scroll${also}`, async ({
    browser,
  }) => {
    test.setTimeout(600_000)
    const { page, problems } = await signedInAs(browser, 'Ada Ammann', {
      colorScheme: scheme,
      viewport: { width, height: 900 },
    })
    for (const path of Object.keys(pageRules)) {
      await page.goto(path.replace('[org]', 'alpenblick').replace('[invoiceId]', invoiceId))
      // In one look also what is fetched ahead is waited for.
      if (scheme === 'light' && axe) await page.waitForLoadState('networkidle')
      await expect(page.getByRole('heading').first(), path).toBeVisible()
      // The pages of the design show what never ends to load, and what could not be.
      if (path.startsWith('/docs/')) await idle(page)
      else {
        await loaded(page)
        await expect(page.getByText('This could not be loaded'), path).toHaveCount(0)
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
      if (axe) problems.push(...(await violationsOn(page)))
    }
    expect(problems).toEqual([])
    await page.context().close()
  })
}
