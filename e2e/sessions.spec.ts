import { type Browser, expect, type Page, test } from '@playwright/test'
import { pageRules } from './access/page-rules'
import { cookiesOf } from './access/principals'
import { violationsOn } from './accessibility'
import { askerAs, forEach } from './asker'
import { testedDatabase } from './database'
import { inNavigation, signedInAs } from './signed-in'
import { waitForStart } from './started'

const db = testedDatabase()
// Other tests have signed him in too, and sign in again if that has ended.
test.beforeEach(
  () => db.$client`
    delete from user_sessions where user_id = (select user_id from users where email = 'kai@nachtzug.example')`,
)
test.afterAll(() => db.$client.end())

/** A window of its own, in which somebody of the demo signs in now. */
const signIn = async (browser: Browser, name: RegExp): Promise<Page> => {
  const context = await browser.newContext({ locale: 'en' })
  const page = await context.newPage()
  await waitForStart(page)
  await page.goto('/sign-in')
  await page.getByRole('button', { name }).click()
  await expect(page).not.toHaveURL(/\/sign-in/)
  return page
}
const cookieOf = async (page: Page): Promise<string> =>
  (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
const openAccount = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Account' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
}
const rows = (page: Page) => page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')

test('who signs out everywhere ends the session of another window at its next click', async ({ browser }) => {
  const [here, there] = [await signIn(browser, /Kai Brandt/), await signIn(browser, /Kai Brandt/)]
  await openAccount(here)
  await expect(rows(here)).toHaveCount(2)
  await expect(rows(here).filter({ hasText: 'This session' })).toHaveCount(1)
  await expect(rows(here).first()).toContainText('Chrome · Linux')
  expect(await violationsOn(here)).toEqual([])
  await here.getByRole('button', { name: 'Sign out everywhere' }).click()
  const question = here.getByRole('dialog', { name: 'Sign out everywhere?' })
  await expect(question).toContainText('All 2 sessions end')
  await question.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(here).toHaveURL(/\/sign-in/)
  await inNavigation(there, 'Usage').click()
  await expect(there).toHaveURL(/\/sign-in\?callbackUrl=/)
  await expect(there.getByRole('button', { name: /Kai Brandt/ })).toBeVisible()
  await Promise.all([here, there].map((page) => page.context().close()))
})

test('one session is ended from another, and the one that stays goes on', async ({ browser }) => {
  const [here, there] = [await signIn(browser, /Kai Brandt/), await signIn(browser, /Kai Brandt/)]
  await openAccount(here)
  const other = rows(here).filter({ hasNotText: 'This session' })
  await other.getByRole('button', { name: /^End session/ }).click()
  await here.getByRole('dialog').getByRole('button', { name: 'End session' }).click()
  await expect(rows(here)).toHaveCount(1)
  await there.reload()
  await expect(there).toHaveURL(/\/sign-in/)
  await here.reload()
  await expect(rows(here)).toHaveCount(1)
  await Promise.all([here, there].map((page) => page.context().close()))
})

test('who signs out leaves a cookie behind that opens nothing, at no page, file or endpoint', async ({ browser }) => {
  const page = await signIn(browser, /Kai Brandt/)
  const stolen = askerAs({ cookie: await cookieOf(page) })
  expect(JSON.parse((await stolen('/api/auth/session')).text)).toHaveProperty('userId')
  expect((await stolen('/o/nachtzug')).status).toBe(200)
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  expect((await stolen('/o/nachtzug')).headers.location).toMatch(/\/sign-in/)
  expect((await stolen('/api/orgs/nachtzug/usage.csv')).status).toBe(401)
  const asked = await stolen('/api/auth/session')
  expect(asked.text).toBe('{}')
  expect((await stolen('/o/nachtzug')).headers.location).toMatch(/\/sign-in/)
  await page.context().close()
})

test('an administrator signs somebody out everywhere, after a question', async ({ browser }) => {
  const theirs = await signIn(browser, /Kai Brandt/)
  const { page, problems } = await signedInAs(browser, /Ada Ammann/)
  await page.goto('/admin/organizations/nachtzug')
  const row = page.getByRole('listitem').filter({ hasText: 'kai@nachtzug.example' })
  await expect(row).toContainText(/Signed in/)
  await row.getByRole('button', { name: 'Sign Kai Brandt out everywhere' }).click()
  const question = page.getByRole('dialog', { name: 'Sign Kai Brandt out everywhere?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await theirs.reload()
  await expect(theirs).not.toHaveURL(/\/sign-in/)
  await row.getByRole('button', { name: 'Sign Kai Brandt out everywhere' }).click()
  await question.getByRole('button', { name: /^End session/ }).click()
  await expect(row).toContainText('Not signed in')
  await inNavigation(theirs, 'Usage').click()
  await expect(theirs).toHaveURL(/\/sign-in/)
  const ended = await db.$client`
    select 1 from audit_log where action = 'session.end_all' and actor like 'user:%' and subject =
      (select user_id from users where email = 'kai@nachtzug.example')`
  expect(ended.length).toBeGreaterThan(0)
  expect(problems).toEqual([])
  await theirs.context().close()
})

test('what no database can look for is left out of every address that is asked: the answer is no error', async () => {
  const asks = askerAs(await cookiesOf('Ada Ammann'))
  const names = 'q page month org kind before after status state meter resource from to type book days view tab search'
  const query = names
    .split(' ')
    .map((name) => `${name}=%00a%ED%A0%80`)
    .join('&')
  const files = ['usage.csv', 'ledger.csv', 'weeks.csv'].map((name) => `/api/orgs/[org]/${name}`)
  const paths = [...Object.keys(pageRules), ...files]
  await forEach(paths, async (path) => {
    const asked = path.replace('[org]', 'alpenblick').replace('[invoiceId]', 'inv_none')
    const { status, text } = await asks(`${asked}?${query}`)
    expect(status, asked).toBeLessThan(500)
    // How a part of a page that failed after the rest was sent names its error.
    expect(/data-dgst="\d|digest\\*":\\*"\d{4,}/.exec(text)?.[0], asked).toBeUndefined()
  })
})
