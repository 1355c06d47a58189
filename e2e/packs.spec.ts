import { expect, type FrameLocator, type Page, test } from '@playwright/test'
import { removeMember, setMember } from '@/db/commands/settings'
import { findUserByEmail } from '@/db/queries/users'
import { minorPlaces, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { formatMoney } from '@/lib/core/money/format'
import { halfUp } from '@/lib/core/money/round'
import { testedDatabase } from './database'
import { clock } from './dates'
import { type MachineCalls, machineCalls } from './machine-calls'
import { hasFocus, tabTo } from './page-state'
import { inNavigation, signedInAs } from './signed-in'

const org = 'boxwood'
const address = `/o/${org}/credits`

const db = testedDatabase()
let call: MachineCalls['call']
test.beforeAll(async ({ baseURL }) => {
  call = (await machineCalls(db, baseURL)).call
})
test.afterAll(() => db.$client.end())
test.describe.configure({ mode: 'serial' })

/** What is left of the org's credit, in units of 10^-12. */
const left = async (): Promise<bigint> => {
  const { body } = await call('GET', `/api/v1/orgs/${org}/funding`, undefined, 'reader key')
  return parseDecimal(body.gate.remaining, picoPlaces) ?? 0n
}

const whole = (amount: number): bigint => BigInt(amount) * 10n ** BigInt(picoPlaces)
const words = (amount: bigint): string =>
  formatMoney(formatDecimal(halfUp(amount, 10n ** BigInt(picoPlaces - minorPlaces)), minorPlaces), 'USD')

type Row = Readonly<Record<string, unknown>>
const checkouts = async (subject: string): Promise<readonly Row[]> =>
  db.$client`select status from checkouts where org_id = ${org} and kind = 'credit' and subject = ${subject}`
const credited = async (origin: string): Promise<readonly string[]> => {
  const rows = await db.$client`
    select e.amount::text as amount from ledger_entries e join credit_grants g using (org_id, grant_id)
     where e.org_id = ${org} and e.kind = 'topup' and g.origin = ${origin} and e.reference like 'chk_%'
     order by e.sequence`
  return rows.map(({ amount }) => formatDecimal(parseDecimal(String(amount), picoPlaces) ?? 0n, picoPlaces, 2))
}

const form = (page: Page): FrameLocator => page.frameLocator('iframe')

const pay = async (page: Page, number = '4242424242424242'): Promise<void> => {
  const values = { Email: 'ines@boxwood.example', 'Card number': number, Expiry: '12 / 34', 'Security code': '123' }
  for (const [label, value] of Object.entries(values)) {
    await form(page).getByLabel(new RegExp(label)).fill(value)
  }
  await form(page).getByLabel(/Name/).fill('Ines Byrne')
  await form(page).getByRole('button', { name: /^Pay/ }).click()
}

const balance = (page: Page) => page.getByRole('main').locator('section').filter({ hasText: 'Credit left' })
const bought = (page: Page) => page.getByRole('region', { name: 'Bought' }).getByRole('row')
const failure = (page: Page) => page.getByRole('alert').filter({ hasText: 'Credit cannot be bought right now' })

test('a pack that is double-clicked is bought once: declined with one card, paid with another, credit without a reload', async ({
  browser,
}) => {
  const before = await left()
  const { page, problems } = await signedInAs(browser, 'Ines Byrne')
  await page.goto(`/o/${org}`)
  await inNavigation(page, 'Credits').click()
  await expect(page).toHaveURL(new RegExp(`${address}$`))
  await expect(balance(page)).toContainText(words(before))
  const team = page.getByRole('listitem').filter({ hasText: 'Team' })
  await expect(team).toContainText('USD 110.00 of credit')
  await expect(team).toContainText('You get USD 10.00 extra')
  await expect(team).toContainText('Does not expire')
  await expect(page.getByRole('listitem').filter({ hasText: 'Scale' })).toContainText(
    'Expires 365 days after it is bought',
  )
  await page.evaluate(() => {
    ;(window as { stillHere?: boolean }).stillHere = true
  })
  await page.getByRole('button', { name: 'Buy for USD 100.00: Team' }).dblclick()
  await expect(page.getByRole('heading', { name: 'Pay USD 100.00, get USD 110.00 of credit' })).toBeVisible()
  await pay(page, '4000000000000002')
  await expect(form(page).getByText('Your card was declined.').first()).toBeVisible()
  expect(await left()).toBe(before)
  await pay(page)
  await expect(page.getByText('USD 110.00 of credit added')).toBeVisible({ timeout: 45_000 })
  await expect(balance(page)).toContainText(words(before + whole(110)))
  await expect(bought(page).filter({ hasText: 'Team' })).toContainText('Paid')
  await expect(bought(page).filter({ hasText: 'Team' })).toContainText('USD 100.00')
  expect(await page.evaluate(() => (window as { stillHere?: boolean }).stillHere)).toBe(true)
  expect(await checkouts('pack:team-usd@1')).toEqual([{ status: 'paid' }])
  // The browser itself logs the answer to the declined card, as it does with Stripe.
  expect(problems).toEqual([expect.stringContaining('402 (Payment Required)')])
})

test('the signed webhook arrives too and gives no more', async () => {
  await expect
    .poll(async () => {
      const rows = await db.$client`
        select e.state from stripe_events e where e.type = 'checkout.session.completed' and e.state <> 'done'`
      return rows.length
    })
    .toBe(0)
  expect(await credited('pack')).toEqual(['110.00'])
})

test('an amount out of range, or none at all, is told in words before anything is opened', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Ines Byrne')
  await page.goto(address)
  const field = page.getByLabel('Amount in USD')
  const range = 'Enter an amount from USD 5.00 to USD 10’000.00.'
  const refused = {
    '4.99': range,
    "10'000.01": range,
    '0': range,
    '': 'Enter an amount such as 25 or 25.50.',
    '5.001': '',
  }
  for (const [typed, sentence] of Object.entries(refused)) {
    await field.fill(typed)
    await page.getByRole('button', { name: 'Buy credit' }).click()
    await expect(field).toHaveAccessibleDescription(new RegExp(sentence || 'Enter an amount such as'))
    await expect(field).toBeFocused()
  }
  await expect(page.locator('iframe')).toHaveCount(0)
  const rows = await db.$client`select 1 from checkouts where org_id = ${org} and subject like 'topup:%'`
  expect(rows).toHaveLength(0)
  expect(problems).toEqual([])
})

test('an amount of one’s own gives as much credit as is paid', async ({ browser }) => {
  const before = await left()
  const { page, problems } = await signedInAs(browser, 'Ines Byrne')
  await page.goto(address)
  await page.getByLabel('Amount in USD').fill('33,50')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Pay USD 33.50, get USD 33.50 of credit' })).toBeVisible()
  await pay(page)
  await expect(page.getByText('USD 33.50 of credit added')).toBeVisible({ timeout: 45_000 })
  await expect(balance(page)).toContainText(words(before + whole(67) / 2n))
  await expect(bought(page).filter({ hasText: 'USD 33.50' })).toContainText('Paid')
  expect(await credited('topup')).toEqual(['33.50'])
  expect(problems).toEqual([])
})

test('with the keyboard alone: opened, closed, opened again as the same form, paid', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Ines Byrne')
  await page.goto(address)
  const starter = 'Buy for USD 20.00: Starter'
  await expect(page.getByRole('button', { name: starter })).toBeVisible()
  await tabTo(page, starter)
  await page.keyboard.press('Enter')
  await expect(form(page).getByRole('button', { name: /^Pay/ })).toBeVisible()
  await tabTo(page, 'Close the payment form')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: starter })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(form(page).getByRole('button', { name: /^Pay/ })).toBeVisible()
  await tabTo(page, 'Close the payment form')
  await page.keyboard.press('Tab')
  const values: Readonly<Record<string, string>> = {
    email: 'ines@boxwood.example',
    number: '4242424242424242',
    expiry: '1234',
    cvc: '123',
    name: 'Ines Byrne',
  }
  for (let step = 0; step < 12; step += 1) {
    const id = (await form(page).locator(':focus').getAttribute('id')) ?? ''
    if (id === 'pay') break
    if (values[id]) await page.keyboard.type(values[id])
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await expect(page.getByText('USD 20.00 of credit added')).toBeVisible({ timeout: 45_000 })
  expect(await hasFocus(page)).toBe(true)
  expect(await checkouts('pack:starter-usd@1')).toEqual([{ status: 'paid' }])
  expect(problems).toEqual([])
})

const changing = (version: number, price: string) => ({
  pack: 'e2e-changing',
  version,
  name: 'Weekend',
  currency: 'USD',
  price,
  credit: '12.5',
  expiresAfterDays: 30,
})

test('a pack that was changed meanwhile is not sold on the old terms, and the new ones are shown', async ({
  browser,
}) => {
  expect((await call('POST', '/api/admin/packs', changing(1, '12.00'))).body).toMatchObject({
    credit: '12.50',
    active: true,
  })
  const { page, problems } = await signedInAs(browser, 'Ines Byrne')
  await page.goto(address)
  await expect(page.getByRole('listitem').filter({ hasText: 'Weekend' })).toContainText('You get USD 0.50 extra')
  expect((await call('POST', '/api/admin/packs', changing(2, '14.00'))).status).toBe(200)
  expect((await call('POST', '/api/admin/packs', changing(2, '15.00'))).status).toBe(409)
  await page.getByRole('button', { name: 'Buy for USD 12.00: Weekend' }).click()
  await expect(failure(page)).toContainText('This pack is not sold any more, or on other terms.')
  await expect(page.getByRole('button', { name: 'Buy for USD 14.00: Weekend' })).toBeVisible()
  expect(await checkouts('pack:e2e-changing@1')).toEqual([])
  await page.getByRole('button', { name: 'Buy for USD 14.00: Weekend' }).click()
  await expect(form(page).getByRole('button', { name: /^Pay/ })).toBeVisible()
  await expect(failure(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Close the payment form' }).click()
  expect((await call('POST', '/api/admin/packs', { ...changing(3, '14.00'), active: false })).status).toBe(200)
  await page.reload()
  await expect(page.getByRole('listitem').filter({ hasText: 'Weekend' })).toHaveCount(0)
  await expect(bought(page).filter({ hasText: 'Weekend' })).toContainText('Not paid yet')
  const { packs } = (await call('GET', '/api/admin/packs')).body
  const versions = packs.filter(({ pack }: Row) => pack === 'e2e-changing').map(({ version }: Row) => version)
  expect(versions).toEqual([3, 2, 1])
  expect(problems).toEqual([])
})

const outage = (kind: string) =>
  db.$client`
    insert into stripe_emulator.objects (id, type, version, data)
    values ('outage', 'emulator.outage', 1, jsonb_build_object('id', 'outage', 'kind', ${kind}::text, 'until', null))
    on conflict (id) do update set data = excluded.data, version = objects.version + 1`

test('a Stripe that is away leaves the page as it is, and buying says so and works again later', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, 'Ines Byrne')
  await outage('unreachable')
  try {
    await page.goto(address)
    await expect(balance(page)).toContainText('USD')
    await page.getByRole('button', { name: 'Buy for USD 500.00: Scale' }).click()
    await expect(failure(page)).toContainText(
      'The payment provider could not be reached. Please try again in a moment.',
    )
  } finally {
    await outage('none')
  }
  await page.getByRole('button', { name: 'Buy for USD 500.00: Scale' }).click()
  await expect(form(page).getByRole('button', { name: /^Pay/ })).toBeVisible()
  await expect(failure(page)).toHaveCount(0)
  expect(await checkouts('pack:scale-usd@1')).toEqual([{ status: 'open' }])
  expect(problems).toEqual([])
})

test('credit that takes long is waited for calmly after 30 seconds, and comes by itself', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Ines Byrne')
  await page.clock.install()
  await page.goto(address)
  let held = false
  await page.route(`**${address}`, async (route) => {
    if (route.request().method() === 'POST' && held) await route.fulfill({ status: 503, body: '' })
    else await route.continue()
  })
  await page.getByRole('button', { name: 'Buy for USD 500.00: Scale' }).click()
  await expect(form(page).getByRole('button', { name: /^Pay/ })).toBeVisible()
  held = true
  await pay(page)
  await expect(page.getByText('Activating…')).toBeVisible()
  await page.clock.fastForward(27_000)
  await expect(page.getByText('This is taking longer than usual')).toBeVisible({ timeout: 45_000 })
  held = false
  await expect(page.getByText('USD 600.00 of credit added')).toBeVisible({ timeout: 45_000 })
  await expect(balance(page).getByRole('row').filter({ hasText: 'Scale' })).toContainText('Expires')
  expect(await checkouts('pack:scale-usd@1')).toEqual([{ status: 'paid' }])
  expect(problems.filter((problem) => !problem.includes('503'))).toEqual([])
})

test('a member who may not pay sees everything and no button; who is of another organization sees nothing', async ({
  browser,
}) => {
  const userId = (await findUserByEmail(db, 'mia@alpenblick.example'))?.userId ?? ''
  await setMember(db, org, userId, 'member', clock(), null)
  try {
    const { page, problems } = await signedInAs(browser, 'Mia Frei')
    await page.goto(address)
    await expect(balance(page)).toContainText(words(await left()))
    await expect(page.getByRole('listitem').filter({ hasText: 'Team' })).toContainText('Costs USD 100.00')
    await expect(bought(page).filter({ hasText: 'Team' })).toContainText('Paid')
    await expect(page.getByText('Owners and billing can buy credit.')).toBeVisible()
    await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
    await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
    expect(problems).toEqual([])
  } finally {
    await removeMember(db, org, userId, null)
  }
  const stranger = await signedInAs(browser, 'Luc Favre')
  expect((await stranger.page.goto(address))?.status()).toBe(404)
  await expect(stranger.page.getByText('Credit left')).toHaveCount(0)
})

test('an organization whose usage is not paid by credit is told why, and where to go', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Nora Keller')
  await page.goto('/o/alpenblick/credits')
  await expect(page.getByText(/ pays by invoice$/)).toBeVisible()
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
  await page.getByRole('link', { name: 'See the invoices' }).click()
  await expect(page).toHaveURL(/\/o\/alpenblick\/invoices$/)
  expect(problems).toEqual([])
})
