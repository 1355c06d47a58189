import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { setMember } from '@/db/commands/settings'
import { findUserByEmail } from '@/db/queries/users'
import { pageRules } from './access/page-rules'
import { testedDatabase } from './database'
import { ownOrg, systemContext } from './own-org'
import { loaded } from './page-state'
import { signedInAs } from './signed-in'

const org = 'sprachkurs'
const german = { locale: 'de-CH', viewport: { width: 390, height: 844 } }

const db = testedDatabase()
test.beforeAll(async () => {
  const person = await findUserByEmail(db, 'luc@helvetia-docs.example')
  if (!person) throw new Error('nobody of the demo is at Helvetia Docs')
  await ownOrg(db, org, { name: 'Sprachkurs', like: 'boxwood', biller: 'prepaid' })
  await setMember(db, org, person.userId, 'owner', systemContext(db).now, null)
})
test.afterAll(async () => {
  await db.$client`delete from members where org_id = ${org}`
  await db.$client.end()
})
test.describe.configure({ mode: 'serial' })

type Tree = { readonly [key: string]: string | Tree }
const textsOf = (language: string): Map<string, string> => {
  const flat = (tree: Tree, above = ''): [string, string][] =>
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[above + key, value] as [string, string]] : flat(value, `${above}${key}.`),
    )
  return new Map(flat(JSON.parse(readFileSync(`lib/i18n/messages/${language}.json`, 'utf8'))))
}

/** English sentences that German says in another way, long enough to be no name. */
const english = (): string[] => {
  const translated = textsOf('de')
  return [...textsOf('en')]
    .filter(
      ([key, text]) => text.length >= 12 && !/[{<]/.test(text) && translated.has(key) && translated.get(key) !== text,
    )
    .map(([, text]) => text)
}

const leaksOn = async (page: Page): Promise<string[]> => {
  const seen = (await page.locator('body').allInnerTexts()).join(' ')
  return english()
    .filter((text) => seen.includes(text))
    .map((text) => `${page.url()}: ${text}`)
}

const languageOf = (page: Page) => page.locator('html').getAttribute('lang')

test('a browser that asks for German reads every page of a customer in German, without an English sentence', async ({
  browser,
}) => {
  const [row] = await db.$client`select invoice_id from invoices where org_id = 'alpenblick' order by number limit 1`
  expect(english().length).toBeGreaterThan(300)
  const { page, problems } = await signedInAs(browser, 'Nora', german)
  for (const path of Object.keys(pageRules).filter((each) => pageRules[each] === 'org')) {
    await page.goto(path.replace('[org]', 'alpenblick').replace('[invoiceId]', String(row?.invoice_id)))
    await loaded(page)
    await expect(page.getByRole('heading').first(), path).toBeVisible()
    expect(await languageOf(page), path).toBe('de')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
    problems.push(...(await leaksOn(page)))
  }
  expect(problems).toEqual([])
  await page.context().close()
})

test('a pack is bought in German, from the button to the confirmation', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Luc', german)
  await page.goto(`/o/${org}/credits`)
  await page.getByRole('button', { name: 'Für USD 20.00 kaufen: Starter' }).click()
  await expect(page.getByRole('heading', { name: /^USD 20\.00 bezahlen, USD .* Guthaben erhalten$/ })).toBeVisible()
  const form = page.frameLocator('iframe')
  const values = {
    Email: 'luc@helvetia-docs.example',
    'Card number': '4242424242424242',
    Expiry: '12 / 34',
    'Security code': '123',
    Name: 'Luc Favre',
  }
  for (const [label, value] of Object.entries(values)) await form.getByLabel(new RegExp(label)).fill(value)
  await form.getByRole('button', { name: /^Pay/ }).click()
  await expect(page.getByText(/^USD .* Guthaben gutgeschrieben$/).first()).toBeVisible({ timeout: 45_000 })
  const bought = page.getByRole('region', { name: 'Gekauft' }).getByRole('row').filter({ hasText: 'Starter' })
  await expect(bought).toContainText('Bezahlt')
  expect([...problems, ...(await leaksOn(page))]).toEqual([])
  await page.context().close()
})

test('what a person is refused is said in German', async ({ browser }) => {
  const { page } = await signedInAs(browser, 'Luc', { ...german, viewport: { width: 1440, height: 900 } })
  await page.goto(`/o/${org}/settings`)
  await page.getByLabel('E-Mail', { exact: true }).fill('nobody@sprachkurs.example')
  await page.getByRole('button', { name: 'Mitglied hinzufügen' }).click()
  const sentence =
    'nobody@sprachkurs.example hat sich noch nie angemeldet; Personen sind ab ihrer ersten Anmeldung bekannt.'
  await expect(page.getByText(sentence).first()).toBeVisible()
  await page.context().close()
})

const choose = async (page: Page, account: string, language: string): Promise<void> => {
  await page.getByRole('button', { name: account }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitemradio', { name: language }).focus()
  await page.keyboard.press('Enter')
}

test('a person chooses another language with the keyboard, and keeps it', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Nora', german)
  await page.goto('/o/alpenblick/invoices')
  await choose(page, 'Konto: Nora', 'Français')
  await expect(page.getByRole('heading', { name: 'Factures', level: 1 })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Factures', level: 1 })).toBeVisible()
  await choose(page, 'Compte: Nora', 'Deutsch')
  await expect(page.getByRole('heading', { name: 'Rechnungen', level: 1 })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  expect(problems).toEqual([])
  await page.context().close()
})

test('on the way in, a language can be chosen before anybody is known', async ({ browser }) => {
  const page = await browser.newPage(german)
  await page.goto('/sign-in')
  await expect(page.getByRole('heading', { name: 'Bei Kontor anmelden' })).toBeVisible()
  await page.getByRole('button', { name: 'Italiano' }).click()
  await expect(page.getByRole('heading', { name: 'Accedi a Kontor' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'it')
  await page.context().close()
})

test('pages of the operator are in English, no matter who reads them and however they came', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Ada', {
    locale: 'de-CH',
    viewport: { width: 1440, height: 900 },
  })
  for (const path of Object.keys(pageRules).filter((each) => pageRules[each] === 'admin')) {
    await page.goto(path.replace('[org]', 'alpenblick'))
    expect(await languageOf(page), path).toBe('en')
  }
  await page.goto('/o/alpenblick')
  await expect(page.getByRole('heading', { name: 'Übersicht', level: 1 })).toBeVisible()
  expect(await languageOf(page)).toBe('de')
  await page.getByRole('link', { name: 'Verwaltung' }).click()
  await expect(page.getByRole('link', { name: 'Organizations' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('button', { name: 'Account: Ada' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Übersicht', level: 1 })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  expect(problems).toEqual([])
  await page.context().close()
})
