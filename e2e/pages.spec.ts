import { expect, type Page, test } from '@playwright/test'
import { pageRules } from './access/page-rules'
import { testedDatabase } from './database'

const db = testedDatabase()
test.afterAll(() => db.$client.end())

let invoiceId = ''
test.beforeAll(async () => {
  const rows = await db.$client`select invoice_id from invoices where org_id = 'alpenblick' order by number limit 1`
  invoiceId = String(rows[0]?.invoice_id)
})

const signInAs = async (page: Page, name: string): Promise<void> => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`every page shows itself at ${width} pixels, ${scheme}, with nothing in the console and no sideways scroll`, async ({
      browser,
    }) => {
      const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 } })
      const page = await context.newPage()
      const problems: string[] = []
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) problems.push(`${page.url()}: ${message.text()}`)
      })
      page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`))
      await signInAs(page, 'Ada Ammann')
      for (const path of Object.keys(pageRules)) {
        await page.goto(path.replace('[org]', 'alpenblick').replace('[invoiceId]', invoiceId))
        await page.waitForLoadState('networkidle')
        await expect(page.getByRole('heading').first(), path).toBeVisible()
        if (!path.startsWith('/docs/')) await expect(page.getByText('This could not be loaded'), path).toHaveCount(0)
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
      }
      expect(problems).toEqual([])
      await context.close()
    })
  }
}
