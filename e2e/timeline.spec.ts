import { expect, type Page, test } from '@playwright/test'
import { contextOf } from '@/db/testing/fixtures'
import { grantCredit } from '@/lib/flows/funding/grant-credit'
import { testedDatabase } from './database'
import { clock } from './dates'
import { settled } from './page-state'
import { signedInAs } from './signed-in'

const db = testedDatabase()
test.afterAll(() => db.$client.end())

const org = 'alpenblick'
const events = (page: Page) => page.getByRole('list', { name: 'Events, the newest first' }).getByRole('listitem')

test('the page of an organization shows the newest of what happened, and leads to all of it', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto('/admin/organizations/boxwood')
  await expect(events(page)).toHaveCount(10)
  await page.getByRole('link', { name: 'Whole timeline' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Timeline', level: 1 })).toBeVisible()
  await expect(events(page)).toHaveCount(50)
  await expect(
    events(page)
      .filter({ hasText: /Usage in \d+ events?/ })
      .first(),
  ).toBeVisible()
  expect(problems).toEqual([])
})

test('a timeline narrows to a kind, and an entry opens where it is explained', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto(`/admin/organizations/${org}/timeline`)
  await page.getByLabel('Kind').selectOption('invoices')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page).toHaveURL(/kind=invoices/)
  const issued = events(page).filter({ hasText: /Invoice \d{4}-\d{6} issued for/ })
  await expect(issued.first()).toBeVisible()
  expect(await events(page).filter({ hasText: 'Usage in' }).count()).toBe(0)
  await issued.first().getByRole('link').click()
  await expect(page).toHaveURL(new RegExp(`/o/${org}/invoices/inv_`))
  expect(problems).toEqual([])
})

test('older pages follow by a link, every event once, also where many happened at one moment', async ({ browser }) => {
  const ctx = contextOf(db, undefined, clock())
  const credit = { origin: 'admin', asset: 'CHF', amount: 1_000_000_000_000n, priority: 0, expiresAt: null } as const
  for (let index = 0; index < 60; index += 1) {
    await grantCredit(ctx, 'atelier-nord', { ...credit, reference: `timeline-${index}`, note: `Gift ${index}` })
  }
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto('/admin/organizations/atelier-nord/timeline?kind=credit')
  const seen: string[] = []
  for (;;) {
    await settled(page)
    seen.push(...(await events(page).allInnerTexts()))
    const next = page.getByRole('link', { name: 'Next' })
    if ((await next.count()) === 0) break
    const before = page.url()
    await next.click()
    await expect(page).not.toHaveURL(before)
  }
  const gifts = seen.flatMap((text) => /Gift \d+/.exec(text)?.[0] ?? [])
  expect(gifts).toHaveLength(60)
  expect(new Set(gifts).size).toBe(60)
  await page.goto('/admin/organizations/atelier-nord/timeline?kind=none&before=nonsense')
  await expect(events(page).first()).toBeVisible()
  expect(problems).toEqual([])
})
