import { expect, type FrameLocator, type Page, test } from '@playwright/test'
import { testedDatabase } from './database'
import { hasFocus, tabTo } from './page-state'
import { inNavigation, signedInAs } from './signed-in'

const org = 'alpenblick'
const address = `/o/${org}/payment-methods`

const db = testedDatabase()
test.afterAll(() => db.$client.end())
test.describe.configure({ mode: 'serial' })

const type = async (form: FrameLocator | Page, number: string): Promise<void> => {
  await form.getByLabel(/Card number/).fill(number)
  await form.getByLabel(/Expiry/).fill('12 / 34')
  await form.getByLabel(/Security code/).fill('123')
  await form.getByLabel(/Name/).fill('Nora Keller')
}

const save = async (page: Page, number: string): Promise<FrameLocator> => {
  const form = page.frameLocator('iframe')
  await form.getByLabel('Email').fill('nora@alpenblick.example')
  await type(form, number)
  await form.getByRole('button', { name: /^Save card/ }).click()
  return form
}

/** The cards as a reader meets them: `Visa •••• 4242 Charged`. */
const cards = (page: Page) => page.getByRole('region', { name: 'Cards' }).getByRole('listitem')
const card = (page: Page, name: string) => cards(page).filter({ hasText: name })
const visa = 'Visa •••• 4242'
const mastercard = 'Mastercard •••• 4444'

const cardsAtStripe = async (): Promise<{ methods: string[]; charged: string }> => {
  const [file] = await db.$client`select default_method from org_payment_methods where org_id = ${org}`
  const rows = await db.$client`select method_id, last4 from org_cards where org_id = ${org} order by last4`
  const charged = rows.find((row) => row.method_id === file?.default_method)
  return { methods: rows.map((row) => String(row.last4)), charged: String(charged?.last4 ?? '') }
}

test('a customer adds the first card: declined with one, saved with another, without leaving the page', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, 'Nora Keller')
  await page.goto(`/o/${org}`)
  await inNavigation(page, 'Payment methods').click()
  await expect(page).toHaveURL(new RegExp(`${address}$`))
  await expect(page.getByText('No card yet')).toBeVisible()
  await page.evaluate(() => {
    ;(window as { stillHere?: boolean }).stillHere = true
  })
  await page.getByRole('button', { name: 'Add a card' }).dblclick()
  const form = await save(page, '4000000000000002')
  await expect(form.getByText('Your card was declined.').first()).toBeVisible()
  await save(page, '4242424242424242')
  await expect(page.getByText('Card saved')).toBeVisible({ timeout: 45_000 })
  await expect(card(page, visa)).toContainText('Charged')
  await expect(card(page, visa)).toContainText('Expires 12/2034')
  await expect(page.getByText('No card yet')).toHaveCount(0)
  expect(await page.evaluate(() => (window as { stillHere?: boolean }).stillHere)).toBe(true)
  expect(await cardsAtStripe()).toEqual({ methods: ['4242'], charged: '4242' })
  const opened = await db.$client`select status from checkouts where org_id = ${org} and kind = 'card'`
  expect(opened.map(({ status }) => status)).toEqual(['paid'])
  // The browser itself logs the answer to the declined card, as it does with Stripe.
  expect(problems).toEqual([expect.stringContaining('402 (Payment Required)')])
})

test('the only card stays while an invoice is open, and says what to do', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Beat Graf')
  await page.goto(address)
  await page.getByRole('button', { name: `Remove ${visa}` }).click()
  const question = page.getByRole('dialog')
  await expect(question.getByRole('heading')).toHaveText(`Remove ${visa}?`)
  await expect(question).toContainText('This is the only card.')
  await question.getByRole('button', { name: 'Remove card' }).click()
  await expect(question.getByRole('alert')).toContainText('Add another one first.')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(card(page, visa)).toBeVisible()
  expect((await cardsAtStripe()).methods).toEqual(['4242'])
  expect(problems).toEqual([])
})

test('another card is added and made the charged one with the keyboard alone', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Nora Keller')
  await page.goto(address)
  await expect(card(page, visa)).toBeVisible()
  await tabTo(page, 'Add a card')
  await page.keyboard.press('Enter')
  const form = page.frameLocator('iframe')
  await expect(form.getByLabel('Email')).toBeVisible()
  await expect(form.getByRole('button', { name: /^Save card/ })).toBeVisible()
  await tabTo(page, 'Close the card form')
  await page.keyboard.press('Tab')
  const focusedField = () => form.locator(':focus').getAttribute('id')
  const values: Readonly<Record<string, string>> = {
    email: 'nora@alpenblick.example',
    number: '5555555555554444',
    expiry: '1234',
    cvc: '123',
    name: 'Nora Keller',
  }
  for (let step = 0; step < 12; step += 1) {
    const id = (await focusedField()) ?? ''
    if (id === 'pay') break
    const value = values[id]
    if (value) {
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(value)
    }
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await expect(page.getByText('Card saved')).toBeVisible({ timeout: 45_000 })
  await expect(card(page, mastercard)).not.toContainText('Charged')
  await expect(card(page, visa)).toContainText('Charged')
  expect(await hasFocus(page)).toBe(true)

  await tabTo(page, `Use this card: ${mastercard}`)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${mastercard} is charged from now on`)).toBeVisible()
  await expect(card(page, mastercard)).toContainText('Charged')
  await expect(card(page, visa).getByText('Charged', { exact: true })).toHaveCount(0)
  await expect.poll(() => hasFocus(page)).toBe(true)
  expect(await cardsAtStripe()).toEqual({ methods: ['4242', '4444'], charged: '4444' })
  expect(problems).toEqual([])
})

test('another card is shown as charged as soon as it is chosen, and no more where that fails', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Nora Keller')
  await page.goto(address)
  let release = (): void => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  await page.route(`**${address}`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await held
    await route.fulfill({ status: 503, body: '' })
  })
  await page.getByRole('button', { name: `Use this card: ${visa}` }).click()
  await expect(card(page, visa)).toContainText('Charged')
  await expect(card(page, mastercard).getByText('Charged', { exact: true })).toHaveCount(0)
  expect(await hasFocus(page)).toBe(true)
  release()
  await expect(card(page, visa).getByRole('alert')).toBeVisible()
  await expect(card(page, mastercard)).toContainText('Charged')
  await expect(card(page, visa).getByText('Charged', { exact: true })).toHaveCount(0)
  expect((await cardsAtStripe()).charged).toBe('4444')
  expect(problems.filter((problem) => !problem.includes('503'))).toEqual([])
})

test('the first card is removed, and the other one is charged', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Nora Keller')
  await page.goto(address)
  await page.getByRole('button', { name: `Remove ${visa}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove card' }).click()
  await expect(page.getByText(`${visa} was removed`)).toBeVisible()
  await expect(cards(page)).toHaveCount(1)
  await expect.poll(() => hasFocus(page)).toBe(true)
  expect(await cardsAtStripe()).toEqual({ methods: ['4444'], charged: '4444' })
  expect(problems).toEqual([])
})

test("Stripe's own page takes another card, and the page shows it after the way back", async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Nora Keller')
  await page.goto(address)
  await page.getByRole('button', { name: 'Manage at Stripe' }).click()
  await expect(page).toHaveURL(/\/stripe-emulator\//)
  await type(page, '4242424242424242')
  await page.getByRole('button', { name: /^Save card/ }).click()
  const back = page.getByRole('link', { name: /Back/ })
  if (!new URL(page.url()).pathname.endsWith('/payment-methods')) await back.click()
  await expect(page).toHaveURL(new RegExp(address))
  await expect(card(page, visa)).toContainText('Charged')
  await expect(page).toHaveURL(new RegExp(`${address}$`))
  expect((await cardsAtStripe()).charged).toBe('4242')
  expect(problems).toEqual([])
})

test('a Stripe that is away leaves the page as it is, and every button says so', async ({ browser }) => {
  const outage = (kind: string) =>
    db.$client`
      insert into stripe_emulator.objects (id, type, version, data)
      values ('outage', 'emulator.outage', 1, jsonb_build_object('id', 'outage', 'kind', ${kind}::text, 'until', null))
      on conflict (id) do update set data = excluded.data, version = objects.version + 1`
  const { page, problems } = await signedInAs(browser, 'Nora Keller')
  await outage('unreachable')
  try {
    await page.goto(address)
    await expect(card(page, mastercard)).toBeVisible()
    const away = 'The payment provider could not be reached. Please try again in a moment.'
    await page.getByRole('button', { name: 'Add a card' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'A card cannot be added right now' })).toContainText(away)
    await page.getByRole('button', { name: `Use this card: ${mastercard}` }).click()
    await expect(card(page, mastercard).getByRole('alert')).toContainText(away)
    await page.getByRole('button', { name: 'Manage at Stripe' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'The page at Stripe cannot be opened' })).toContainText(away)
    await page.getByRole('button', { name: `Remove ${mastercard}` }).click()
    const question = page.getByRole('dialog')
    await question.getByRole('button', { name: 'Remove card' }).click()
    await expect(question.getByRole('alert')).toContainText(away)
  } finally {
    await outage('none')
  }
  expect((await cardsAtStripe()).methods).toEqual(['4242', '4444'])
  expect(problems).toEqual([])
})

test('a saving that takes long says so after 30 seconds, and ends by itself', async ({ browser }) => {
  const { page, problems } = await signedInAs(browser, 'Nora Keller')
  await page.clock.install()
  await page.goto(address)
  let held = true
  await page.route(`**${address}`, async (route) => {
    const asked = route.request().method() === 'POST' && held
    if (asked) await route.fulfill({ status: 503, body: '' })
    else await route.continue()
  })
  held = false
  await page.getByRole('button', { name: 'Add a card' }).click()
  await expect(page.frameLocator('iframe').getByLabel('Email')).toBeVisible()
  held = true
  await save(page, '378282246310005')
  await expect(page.getByText('Saving your card…')).toBeVisible()
  await page.clock.fastForward(27_000)
  await expect(page.getByText('This is taking longer than usual')).toBeVisible({ timeout: 45_000 })
  held = false
  await expect(page.getByText('Card saved')).toBeVisible({ timeout: 45_000 })
  await expect(card(page, 'American Express •••• 0005')).toBeVisible()
  expect(problems.filter((problem) => !problem.includes('503'))).toEqual([])
})

test('who may not pay sees the cards and no button; who is of another organization sees nothing', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, 'Mia Frei')
  await page.goto(address)
  await expect(card(page, visa)).toContainText('Charged')
  const main = page.getByRole('main')
  await expect(main.getByRole('button')).toHaveCount(0)
  expect(problems).toEqual([])
  const stranger = await signedInAs(browser, 'Luc Favre')
  const answer = await stranger.page.goto(address)
  expect(answer?.status()).toBe(404)
  await expect(stranger.page.getByText('4242')).toHaveCount(0)
})

test('the card that came with the demo is one like any other: another one is charged instead, and it again after that', async ({
  browser,
}) => {
  const { page, problems } = await signedInAs(browser, 'Jonas Wirth')
  await page.goto('/o/tarn-robotics/payment-methods')
  await expect(card(page, visa)).toContainText('Charged')
  await page.getByRole('button', { name: 'Add a card' }).click()
  await save(page, '5555555555554444')
  await expect(card(page, mastercard)).toBeVisible({ timeout: 45_000 })
  await page.getByRole('button', { name: `Use this card: ${mastercard}` }).click()
  await expect(card(page, mastercard)).toContainText('Charged')
  await page.getByRole('button', { name: `Remove ${mastercard}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove card' }).click()
  await expect(card(page, visa)).toContainText('Charged')
  await expect(cards(page)).toHaveCount(1)
  expect(problems).toEqual([])
})
