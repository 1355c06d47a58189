import { expect, type Locator, type Page, test } from '@playwright/test'
import { testedDatabase } from './database'
import { clock } from './dates'
import { settled } from './page-state'
import { signedInAs } from './signed-in'

const db = testedDatabase()
test.afterAll(() => db.$client.end())

/** Cents of an amount as it is shown: `CHF −1’234.50`. */
const centsOf = (text: string): bigint => BigInt(text.replace(/[^\d−]/g, '').replace('−', '-'))
const currencyOf = (text: string): string => /[A-Z]{3}/.exec(text)?.[0] ?? ''

type Sums = Record<string, bigint>
const sumsOf = (texts: readonly string[]): Sums => {
  const sums: Sums = {}
  for (const text of texts) sums[currencyOf(text)] = (sums[currencyOf(text)] ?? 0n) + centsOf(text)
  return sums
}

const amounts = async (within: Locator): Promise<string[]> =>
  (await within.locator('.figures').allTextContents()).filter((text) => /^[A-Z]{3} /.test(text))

/** Of every invoice that a list shows, page by page: its number and its total. */
const listed = async (page: Page): Promise<{ number: string; total: string }[]> => {
  const found: { number: string; total: string }[] = []
  for (;;) {
    await expect(page.getByRole('heading', { name: 'Invoices', level: 1 })).toBeVisible()
    await settled(page)
    const rows = page.getByRole('region', { name: 'Invoices' }).locator('tbody tr')
    for (const row of await rows.all()) {
      const number = (await row.getByRole('link').first().textContent()) ?? ''
      found.push({ number, total: (await amounts(row)).at(-1) ?? '' })
    }
    const next = page.getByRole('link', { name: 'Next' })
    if ((await next.count()) === 0) return found
    const address = await next.getAttribute('href')
    await page.goto(address ?? '')
  }
}

test('what is open and overdue is what the lists of invoices behind it add up to', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto('/')
  await expect(page).toHaveURL(/\/admin$/)
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  for (const status of ['open', 'overdue'] as const) {
    await page.goto('/admin')
    await settled(page)
    const link = page.locator(`a[href="/admin/invoices?status=${status}"]`)
    const shown = (await link.count()) === 0 ? {} : sumsOf(await amounts(link))
    await page.goto(`/admin/invoices?status=${status}`)
    expect(sumsOf((await listed(page)).map(({ total }) => total)), status).toEqual(shown)
  }
  expect(problems).toEqual([])
})

test('the revenue of each month is what its invoices come to without tax, to the cent, in every currency', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto('/admin')
  const tabs = page.getByRole('navigation', { name: 'Currency' }).getByRole('link')
  const card = page.getByRole('region', { name: 'Revenue', exact: true })
  await expect(card).toBeVisible()
  await settled(page)
  const named = await tabs.allTextContents()
  const currencies = named.length > 0 ? named : [currencyOf((await card.getByRole('heading').textContent()) ?? '')]
  let compared = 0
  for (const currency of currencies) {
    await page.goto(`/admin?currency=${currency}`)
    await card.getByText('As a table').focus()
    await page.keyboard.press('Enter')
    const table = page.getByRole('region', { name: 'Revenue by month' })
    await expect(table.getByRole('row')).toHaveCount(14)
    const heads = await table.locator('thead th').allTextContents()
    const billed = heads.flatMap((head, place) => (['Platform fees', 'Skills', 'Usage'].includes(head) ? [place] : []))
    const rows = await table.locator('tbody tr').all()
    const months: { href: string; shown: bigint }[] = []
    let total = 0n
    // What goes back counts in the month in which it does: all months but the running one are what was billed.
    for (const [place, row] of rows.entries()) {
      const cells = await row.locator('td').allTextContents()
      total += centsOf(cells.at(-1) ?? '')
      const parts = cells.slice(1, -1).reduce((sum, text) => sum + centsOf(text), 0n)
      expect(centsOf(cells.at(-1) ?? '')).toBe(parts)
      const shown = billed.reduce((sum, at) => sum + centsOf(cells[at] ?? ''), 0n)
      if (place > 0) months.push({ href: (await row.getByRole('link').getAttribute('href')) ?? '', shown })
    }
    expect(centsOf((await table.locator('tfoot td').last().textContent()) ?? '')).toBe(total)
    await expect(card.getByRole('heading')).toContainText(currency)
    expect(centsOf((await card.getByRole('heading').locator('.figures').textContent()) ?? '')).toBe(total)
    for (const { href, shown } of months.filter((month) => month.shown !== 0n)) {
      await page.goto(href)
      const numbers = (await listed(page))
        .filter((each) => currencyOf(each.total) === currency)
        .map((each) => each.number)
      const [row] = await db.$client<{ net: string }[]>`
        select sum(net)::text as net from invoices where number = any(${numbers}) and currency = ${currency}`
      expect(centsOf(row?.net ?? ''), `${href} in ${currency}`).toBe(shown)
      compared += numbers.length
    }
  }
  expect(compared).toBeGreaterThan(0)
  expect(problems).toEqual([])
})

test('an organization that is halted and one that is past due are named, and lead to their pages', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  const owing = 'sub_overview_desk'
  const [now, before] = [
    clock().toString(),
    clock()
      .subtract({ hours: 8 * 24 })
      .toString(),
  ]
  await db.$client`
    insert into org_gates (org_id, version, biller, halted, reason, currency, remaining, held, unit, units_remaining,
      units_held, max_disk_mb, concurrency, generation, valid_until, projected_at)
    values ('overview-desk', 1, 'prepaid', true, 'credits_used_up', 'CHF', 0, 0, '', 0, 0, 1, 1, 1, ${now}, ${now})
    on conflict (org_id) do update set halted = true`
  await db.$client`
    insert into stripe_subscriptions (org_id, subscription_id, product, name, version, billed, currency, price, status,
      started_at, period_started_at, period_ends_at, past_due_since, entitled, reading, read_at)
    values ('helvetia-docs', ${owing}, 'tier', 'overview', 1, 'annual', 'CHF', 100, 'past_due', ${now}, ${now}, ${now},
      ${before}, false, 1, ${now})
    on conflict do nothing`
  try {
    await page.goto('/admin')
    const halted = page.getByRole('region', { name: 'Halted organizations' }).getByRole('listitem')
    await expect(halted.filter({ hasText: 'overview-desk' })).toContainText('Its credit is used up')
    const late = page.getByRole('region', { name: 'Past due organizations' }).getByRole('listitem')
    await expect(late.filter({ hasText: 'Helvetia' })).toContainText('it can buy nothing new')
    const recurring = page.getByRole('region', { name: 'Subscriptions in CHF' })
    await expect(recurring.getByRole('row').filter({ hasText: 'overview' })).toContainText('CHF 100.00a year')
    const [row] = await db.$client<{ twelfths: string }[]>`
      select sum(case billed when 'annual' then price else price * 12 end)::text as twelfths from stripe_subscriptions
       where ended_at is null and currency = 'CHF' and status in ('active', 'trialing', 'past_due', 'unpaid')`
    const year = centsOf(row?.twelfths ?? '0.00')
    const month = (year * 2n + 12n) / 24n
    expect(centsOf((await recurring.locator('tfoot td').last().textContent()) ?? '')).toBe(month)
    expect(sumsOf(await amounts(page.locator('a[href="#recurring"]'))).CHF).toBe(month)
    await late.filter({ hasText: 'Helvetia' }).getByRole('link').click()
    await expect(page).toHaveURL(/\/admin\/organizations\/helvetia-docs$/)
  } finally {
    await db.$client`update org_gates set halted = false where org_id = 'overview-desk'`
    await db.$client`
      update stripe_subscriptions set ended_at = ${now}, past_due_since = null, status = 'canceled'
       where subscription_id = ${owing}`
  }
  await page.goto('/admin')
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  await expect(page.getByText('overview-desk')).toHaveCount(0)
  expect(problems).toEqual([])
})

test('the overview is not there for customers', async ({ browser }) => {
  const { page } = await signedInAs(browser, 'Luc Favre')
  for (const path of ['/admin', '/admin/deliveries', '/admin/jobs']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  }
})
