import { expect, type Page, test } from '@playwright/test'
import type { Db } from '@/db/client'
import { pageRules } from './access/page-rules'
import { violationsOn } from './accessibility'
import { testedDatabase } from './database'
import { idle, loaded } from './page-state'
import { signedInAs } from './signed-in'

// Each look opens all pages: each worker takes one.
test.describe.configure({ mode: 'parallel' })

let db: Db
test.afterAll(() => db.$client.end())

let invoiceId = ''
test.beforeAll(async () => {
  db = testedDatabase()
  const rows = await db.$client`select invoice_id from invoices where org_id = 'alpenblick' order by number limit 1`
  invoiceId = String(rows[0]?.invoice_id)
})

type Width = 1440 | 390
/** Each look is opened afresh at one width and then drawn at the other; each width is opened in one of them. */
const looks: readonly { scheme: 'light' | 'dark'; opened: Width; drawn: Width }[] = [
  { scheme: 'light', opened: 1440, drawn: 390 },
  { scheme: 'dark', opened: 390, drawn: 1440 },
]

const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

for (const { scheme, opened, drawn } of looks) {
  test(`every page shows itself ${scheme}, at ${opened} and then ${drawn} pixels, with nothing in the console and no sideways scroll, and is accessible`, async ({
    browser,
  }) => {
    test.setTimeout(600_000)
    const { page, problems } = await signedInAs(browser, 'Ada Ammann', {
      colorScheme: scheme,
      viewport: { width: opened, height: 900 },
    })
    for (const path of Object.keys(pageRules)) {
      await page.setViewportSize({ width: opened, height: 900 })
      await page.goto(path.replace('[org]', 'alpenblick').replace('[invoiceId]', invoiceId))
      await expect(page.getByRole('heading').first(), path).toBeVisible()
      // The pages of the design show what never ends to load, and what could not be.
      if (path.startsWith('/docs/')) await idle(page)
      else {
        await loaded(page)
        await expect(page.getByText('This could not be loaded'), path).toHaveCount(0)
      }
      expect(await overflowOf(page), `${path} scrolls sideways at ${opened}`).toBeLessThanOrEqual(0)
      problems.push(...(await violationsOn(page)))
      await page.setViewportSize({ width: drawn, height: 900 })
      await idle(page)
      await expect(async () => {
        expect(await overflowOf(page), `${path} scrolls sideways at ${drawn}`).toBeLessThanOrEqual(0)
      }).toPass({ timeout: 10_000 })
    }
    expect(problems).toEqual([])
    await page.context().close()
  })
}
