import { expect, type Page, test } from '@playwright/test'
import type { Db } from '@/db/client'
import { parseDecimal } from '@/lib/core/money/decimal'
import { halfUp } from '@/lib/core/money/round'
import { previewInvoice } from '@/lib/flows/invoices/preview-invoice'
import { testedDatabase } from './database'
import { clock, lastMonth, thisMonth, today } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { loaded } from './page-state'
import { signedInAs } from './signed-in'

// Each organization by itself: both workers share them.
test.describe.configure({ mode: 'parallel' })

let db: Db
let call: MachineCalls['call']

test.beforeAll(async ({ baseURL }) => {
  db = testedDatabase()
  call = (await machineCalls(db, baseURL)).call
})
test.afterAll(() => db.$client.end())

const pico = (text: string): bigint => parseDecimal(text.replace('−', '-').replaceAll(/[^\d.-]/g, ''), 12) ?? 0n
const cents = (amount: bigint): bigint => halfUp(amount, 10n ** 10n)

type UsageRow = { day: string; meter: string; resource: string; amount: bigint }

/** Everything an org used in a year, as the file of it says. */
const usageOf = async (page: Page, org: string, today: string): Promise<UsageRow[]> => {
  const from = new Date(Date.parse(today) - 360 * 86_400_000).toISOString().slice(0, 10)
  const file = await (await page.request.get(`/api/orgs/${org}/usage.csv?from=${from}&to=${today}`)).text()
  return file
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([day = '', meter = '', , resource = '', , amount = '']) => ({ day, meter, resource, amount: pico(amount) }))
}

/** What the usage comes to that an address of the usage page asks for. */
const sumFor = (rows: readonly UsageRow[], href: string): bigint => {
  const query = new URL(href, 'http://kontor').searchParams
  const of = (name: string): string | null => query.get(name)
  return rows
    .filter(({ day }) => day >= (of('from') ?? '') && day <= (of('to') ?? '9'))
    .filter(({ meter }) => of('meter') === null || meter === of('meter'))
    .filter(({ resource }) => of('resource') === null || resource === of('resource'))
    .reduce((sum, { amount }) => sum + amount, 0n)
}

/** Every amount in an answer of the API, to the cent. */
const amountsIn = (answer: unknown): bigint[] => {
  if (typeof answer === 'string') return /^-?\d+(\.\d+)?$/.test(answer) ? [cents(pico(answer))] : []
  if (answer === null || typeof answer !== 'object') return []
  return Object.values(answer).flatMap(amountsIn)
}

/** What the API says of an org: its funding and ledger, its invoices with their lines, what it bought, what is for sale. */
const toldBy = async (page: Page, org: string): Promise<Set<bigint>> => {
  const read = async (address: string) => (await call('GET', address, undefined, 'reader key')).body
  const funding = await read(`/api/v1/orgs/${org}/funding`)
  const { invoices } = await read(`/api/v1/orgs/${org}/invoices`)
  const whole = await Promise.all(
    invoices.map((each: { invoice: string }) => read(`/api/v1/orgs/${org}/invoices/${each.invoice}`)),
  )
  const { entries } = await read(`/api/v1/orgs/${org}/ledger?limit=500`)
  const bought = await (await page.request.get(`/api/admin/orgs/${org}/purchases`)).json()
  const offers = await Promise.all(
    ['packs', 'plans', 'tiers'].map(async (name) => (await call('GET', `/api/admin/${name}`)).body),
  )
  const credit = new Map<string, bigint>()
  for (const { state, origin, asset, remaining } of funding.grants) {
    if (state === 'open' && origin !== 'free') credit.set(asset, (credit.get(asset) ?? 0n) + pico(remaining))
  }
  const open = invoices.filter(({ status }: { status: string }) => status !== 'paid')
  const owed = open.reduce((sum: bigint, { total }: { total: string }) => sum + cents(pico(total)), 0n)
  return new Set([
    0n,
    owed,
    ...[...credit.values()].map(cents),
    ...amountsIn([funding, entries, whole, bought, offers]),
  ])
}

/** What the invoice of the month before comes to without tax and without what it corrects of earlier ones, issued or not. */
const netOfLastMonth = async (org: string): Promise<bigint> => {
  const now = clock()
  const ctx = { actor: { kind: 'system', name: 'test' }, now, db, requestId: 'test' } as const
  const { lines } = await previewInvoice(ctx, org, lastMonth)
  const ofMonth = lines.filter(({ kind }) => ['tenant_fee', 'setup_fee', 'skill', 'usage'].includes(kind))
  return ofMonth.reduce((sum, { amount }) => sum + cents(pico(amount)), 0n)
}

/** What a page shows: amounts in rows that lead to the usage behind them, and all others, each with words around it. */
const shownOn = (page: Page) =>
  page.locator('main').evaluate((main) => {
    for (const each of main.querySelectorAll('details')) each.open = true
    const isAmount = (text: string): boolean => /^(CHF|EUR|USD)?\s?[-−]?[\d’]+\.\d{2,}$/.test(text)
    const figures = [...main.querySelectorAll<HTMLElement>('.figures, td')]
      .filter((element) => isAmount((element.textContent ?? '').trim()) && !element.querySelector('.figures'))
      .map((element) => {
        const row = element.closest('tr') ?? element
        const link = element.closest('a') ?? row.querySelector('a[href*="/usage?"]')
        const text = (element.textContent ?? '').trim()
        let around: Element = element
        while (around !== main && (around.textContent ?? '').length < text.length + 4)
          around = around.parentElement ?? main
        const href = link?.getAttribute('href') ?? ''
        return {
          text,
          usage: href.includes('/usage?') ? href : '',
          near: (around.textContent ?? '').slice(0, 160),
          table: element.closest('[role=region], section')?.getAttribute('aria-label') ?? '',
        }
      })
    return figures
  })

/** Worked out from the other figures; what they rest on is tested where they are made. */
const isForecast = (near: string, table: string): boolean =>
  /expected by| so far/i.test(near) || table === 'What the next invoice is made of'

/** What a month came to, and what it is compared with, altogether and of each meter. */
const comparisonsOf = (rows: readonly UsageRow[]): Set<bigint> => {
  const spans = [
    `from=${thisMonth}-01&to=${today()}`,
    `from=${lastMonth}-01&to=${lastMonth}-31`,
    `from=${lastMonth}-01&to=${lastMonth}-${today().slice(8)}`,
  ]
  const meters = ['', ...new Set(rows.map(({ meter }) => `&meter=${meter}`))]
  return new Set(spans.flatMap((span) => meters.map((meter) => cents(sumFor(rows, `/?${span}${meter}`)))))
}

for (const org of ['alpenblick', 'boxwood', 'glacier-ml', 'tarn-robotics', 'atelier-nord', 'papiermuehle']) {
  test(`every amount on the pages of ${org} is the API’s, to the cent`, async ({ browser }) => {
    const { page, problems } = await signedInAs(browser, /Ada Ammann/)
    const usage = await usageOf(page, org, today())
    const compared = comparisonsOf(usage)
    const told = await toldBy(page, org)
    if (org === 'alpenblick') told.add(await netOfLastMonth(org))
    const unexplained: string[] = []
    let opened = 0
    for (const path of ['', '/usage', '/credits', '/credits/movements', '/plans', '/invoices', '/settings']) {
      await page.goto(`/o/${org}${path}`)
      await loaded(page)
      for (const { text, usage: href, near, table } of await shownOn(page)) {
        if (isForecast(near, table)) continue
        const shown = cents(pico(text))
        // A movement leads to the usage of its day, which other credit may have paid too.
        const isOwn = href === '' || path === '/credits/movements'
        const isExact = href !== '' && shown === cents(sumFor(usage, href))
        const isOfMonth = (href === '' || /[?&]meter=/.test(href)) && compared.has(shown)
        if (!isExact && !isOfMonth && !(isOwn && told.has(shown))) {
          unexplained.push(`${path}: ${text} (${href}; ${near})`)
        }
        if (isExact) opened += 1
      }
    }
    expect(unexplained).toEqual([])
    expect(usage.length < 20 || opened > 20, `${opened} amounts lead to their usage`).toBe(true)
    expect(problems).toEqual([])
  })
}
