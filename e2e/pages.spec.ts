import { expect, type Page, test } from '@playwright/test'
import type { Db } from '@/db/client'
import { pageRules } from './access/page-rules'
import { violationsOn } from './accessibility'
import { testedDatabase } from './database'
import { idle, loaded } from './page-state'
import { signedInAs } from './signed-in'
import { someMail } from './some-mail'

// Each look opens all pages: each worker takes one.
test.describe.configure({ mode: 'parallel' })

let db: Db
test.afterAll(() => db.$client.end())

let invoiceId = ''
let mailId = ''
test.beforeAll(async () => {
  db = testedDatabase()
  const rows = await db.$client`select invoice_id from invoices where org_id = 'alpenblick' order by number limit 1`
  invoiceId = String(rows[0]?.invoice_id)
  mailId = await someMail(db)
})

const addressOf = (path: string): string =>
  path
    .replace('[org]', 'alpenblick')
    .replace('[invoiceId]', invoiceId)
    .replace('[job]', 'deliver')
    .replace('[mail]', mailId)

const widths = [1440, 390] as const
/**
 * In each look a page is opened afresh at one width and then drawn at the other, at which the next page is opened: of a
 * page that is being left nothing has to be drawn. Each page is opened at each width in one of the looks.
 */
const looks: readonly { scheme: 'light' | 'dark'; first: 0 | 1 }[] = [
  { scheme: 'light', first: 0 },
  { scheme: 'dark', first: 1 },
]

const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

/** How long a change of anything takes by default; tests ask for reduced motion. */
const transitionOf = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).transitionDuration)

for (const { scheme, first } of looks) {
  test(`every page shows itself ${scheme}, at ${widths.join(' and ')} pixels, with nothing in the console and no sideways scroll, and is accessible`, async ({
    browser,
  }) => {
    test.setTimeout(600_000)
    const { page, problems } = await signedInAs(browser, 'Ada Ammann', {
      colorScheme: scheme,
      viewport: { width: widths[first], height: 900 },
    })
    for (const [place, path] of Object.keys(pageRules).entries()) {
      const isSwapped = (place + first) % 2 === 1
      const [opened, drawn] = isSwapped ? [widths[1], widths[0]] : widths
      await page.setViewportSize({ width: opened, height: 900 })
      await page.goto(addressOf(path))
      await expect(page.getByRole('heading').first(), path).toBeVisible()
      // The pages of the design show what never ends to load, and what could not be.
      if (path.startsWith('/docs/')) await idle(page)
      else {
        await loaded(page)
        await expect(page.getByText('This could not be loaded'), path).toHaveCount(0)
      }
      expect(await overflowOf(page), `${path} scrolls sideways at ${opened}`).toBeLessThanOrEqual(0)
      expect(await transitionOf(page), `${path} changes gradually despite reduced motion`).toBe('0s')
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
