import { describe, expect, it } from 'vitest'
import { findBooks } from '@/db/queries/books'
import { listPurchases } from '@/db/queries/packs'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, makeOrg, payer, preparePlatform } from '@/db/testing/fixtures'
import { longAgo, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { Pack } from '@/lib/core/funding/order'
import { minor, pico } from '@/lib/core/money/amount'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { readGate } from '@/lib/flows/gate/read-gate'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { ask, typedAccount } from '@/packages/stripe-emulator/testing/browse'
import { publishPack } from './publish-pack'
import { settleCredit } from './settle-purchase'
import { startPurchase } from './start-purchase'

const { db } = await testDatabase()
await preparePlatform(db)

const starter: Pack = {
  pack: 'starter',
  version: 1,
  name: 'Starter',
  currency: 'CHF',
  price: minor(2_000n),
  credit: pico(22n * 10n ** 12n),
  expiresAfterDays: 365,
  active: true,
}
await publishPack(contextOf(db), starter)

const desk = openCardDesk()
const { stripe } = desk

const open = async (org: string) => {
  await makeFunded(db, org, 'prepaid')
  return contextOf(db, payer(org))
}

const creditOf = async (org: string) => {
  const { grants, entries } = await findBooks(db, org)
  return {
    grants: grants.map(({ origin, granted }) => [origin, granted]),
    entries: entries.map(({ kind, amount }) => [kind, amount]),
  }
}
const once = { grants: [['pack', 22n * 10n ** 12n]], entries: [['topup', 22n * 10n ** 12n]] }

describe('buying a pack', () => {
  it('is one session for sixteen clicks, credit once it is paid, and a gate that is open then', async () => {
    const ctx = await open('clicks')
    expect((await readGate(contextOf(db), 'clicks')).halted).toBe(true)
    const order = { pack: 'starter', version: 1 }
    const clicks = await Promise.all(Array.from({ length: 16 }, () => startPurchase(ctx, stripe, 'clicks', order)))
    expect(new Set(clicks.map(({ clientSecret }) => clientSecret)).size).toBe(1)
    const [{ checkoutId, clientSecret } = { checkoutId: '', clientSecret: '' }] = clicks
    expect(await settleCredit(ctx, stripe, 'clicks', checkoutId)).toEqual({ status: 'open' })
    expect(await desk.pay(clientSecret, cards.declined)).toBe('card_declined')
    expect(await settleCredit(ctx, stripe, 'clicks', checkoutId)).toEqual({ status: 'open' })
    expect(await desk.pay(clientSecret)).toBe('paid')
    expect(await settleCredit(ctx, stripe, 'clicks', checkoutId)).toEqual({ status: 'paid' })
    expect(await creditOf('clicks')).toEqual(once)
    expect(await readGate(contextOf(db), 'clicks')).toMatchObject({ halted: false, remaining: 22n * 10n ** 12n })
    expect(await listPurchases(db, 'clicks')).toMatchObject([
      { purchaseId: checkoutId, name: 'Starter', price: 2_000n },
    ])
  })

  it('gives the credit exactly once, whichever of redirect, webhooks and polls come first and how often', async () => {
    for (let round = 0; round < 6; round += 1) {
      const org = `storm-${round}`
      const ctx = await open(org)
      const own = openCardDesk()
      const { checkoutId, clientSecret } = await startPurchase(ctx, own.stripe, org, { pack: 'starter', version: 1 })
      await own.pay(clientSecret)
      const events = await own.webhooks()
      const calls = [
        ...Array.from({ length: 5 }, () => events.map((event) => () => deliver(ctx, own.stripe, event))).flat(),
        ...Array.from({ length: 8 }, () => () => settleCredit(ctx, own.stripe, org, checkoutId)),
      ]
      const shuffled = calls
        .map((call, index) => ({ call, rank: (index * 7919 + round * 104_729) % 1009 }))
        .sort((a, b) => a.rank - b.rank)
      await Promise.all(shuffled.map(({ call }) => call()))
      expect(await creditOf(org)).toEqual(once)
    }
  })

  it('twice is twice, once the first is paid', async () => {
    const ctx = await open('again')
    for (let time = 0; time < 2; time += 1) {
      const { checkoutId, clientSecret } = await startPurchase(ctx, stripe, 'again', { pack: 'starter', version: 1 })
      await desk.pay(clientSecret)
      expect(await settleCredit(ctx, stripe, 'again', checkoutId)).toEqual({ status: 'paid' })
    }
    expect((await creditOf('again')).grants).toHaveLength(2)
  })

  it('on terms that changed in between is refused before, and kept as agreed after the form was opened', async () => {
    const ctx = await open('terms')
    const pack = { ...starter, pack: 'changing', expiresAfterDays: null }
    await publishPack(contextOf(db), pack)
    const { checkoutId, clientSecret } = await startPurchase(ctx, stripe, 'terms', { pack: 'changing', version: 1 })
    await publishPack(contextOf(db), { ...pack, version: 2, price: minor(9_900n), active: false })
    expect(await codeOf(startPurchase(ctx, stripe, 'terms', { pack: 'changing', version: 1 }))).toBe('not_for_sale')
    expect(await codeOf(startPurchase(ctx, stripe, 'terms', { pack: 'changing', version: 2 }))).toBe('not_for_sale')
    expect(await codeOf(startPurchase(ctx, stripe, 'terms', { pack: 'nowhere', version: 1 }))).toBe('not_for_sale')
    await desk.pay(clientSecret)
    expect(await settleCredit(ctx, stripe, 'terms', checkoutId)).toEqual({ status: 'paid' })
    expect(await creditOf('terms')).toEqual(once)
  })

  it('is for orgs whose usage credit pays, and for people who may pay', async () => {
    await makeOrg(db, 'billed')
    await open('members')
    const order = { pack: 'starter', version: 1 }
    expect(await codeOf(startPurchase(contextOf(db, payer('billed')), stripe, 'billed', order))).toBe('not_for_sale')
    expect(await codeOf(startPurchase(contextOf(db, payer('billed')), stripe, 'members', order))).toBe('not_found')
    expect(await codeOf(settleCredit(contextOf(db, payer('billed')), stripe, 'members', 'chk_x'))).toBe('not_found')
  })
})

describe('buying credit of a free amount', () => {
  it('gives as much as was paid, and ends with a form that expired', async () => {
    const ctx = await open('free-amount')
    const own = openCardDesk()
    const order = { amount: minor(3_350n) }
    const first = await startPurchase(ctx, own.stripe, 'free-amount', order)
    own.harness.advance(25 * 3600)
    expect(await settleCredit(ctx, own.stripe, 'free-amount', first.checkoutId)).toEqual({ status: 'ended' })
    const second = await startPurchase(ctx, own.stripe, 'free-amount', order)
    expect(second.checkoutId).not.toBe(first.checkoutId)
    await own.pay(second.clientSecret)
    for (const event of await own.webhooks()) await deliver(ctx, own.stripe, event)
    expect(await creditOf('free-amount')).toMatchObject({ grants: [['topup', 335n * 10n ** 11n]] })
    expect(await codeOf(startPurchase(ctx, own.stripe, 'free-amount', { amount: minor(499n) }))).toBe('invalid_request')
  })

  it.each([
    ['DE08370400440532013003', 'paid', 1],
    ['DE62370400440532013001', 'ended', 0],
  ])('by a debit %s waits for the money, and is %s then', async (iban, status, grants) => {
    const org = `debit-${status}`
    await publishPrices(contextOf(db), {
      book: `euro-${status}`,
      currency: 'EUR',
      expected: 0,
      prices: { effectiveOn: '2020-01-01', note: '', monthlyFee: '0', setupFee: '0', skills: [], meters: [] },
    })
    await makeOrg(db, org, { priceBook: `euro-${status}` })
    await switchBiller(contextOf(db), org, 'prepaid', longAgo)
    const ctx = contextOf(db, payer(org))
    const own = openCardDesk()
    const { checkoutId, clientSecret } = await startPurchase(ctx, own.stripe, org, { amount: minor(5_000n) })
    const [session] = (await own.harness.stripe.checkout.sessions.list({ limit: 1 })).data
    await ask(
      own.harness,
      `http://127.0.0.1:3000/stripe-emulator/checkout/${session?.id}#${clientSecret}`,
      'confirm',
      typedAccount(iban),
    )
    expect(await settleCredit(ctx, own.stripe, org, checkoutId)).toEqual({ status: 'processing' })
    expect(await codeOf(startPurchase(ctx, own.stripe, org, { amount: minor(5_000n) }))).toBe('already_paid')
    expect((await creditOf(org)).grants).toHaveLength(0)
    own.harness.advance(600)
    const told = await own.webhooks()
    for (const event of [...told, ...told]) await deliver(ctx, own.stripe, event)
    expect(await settleCredit(ctx, own.stripe, org, checkoutId)).toEqual({ status })
    expect((await creditOf(org)).grants).toHaveLength(grants)
  })
})

it('an event of a purchase that is not there fails, so that it comes again', async () => {
  const ctx = await open('ahead')
  const own = openCardDesk()
  const customerId = await own.stripe.ensureCustomer({ org: 'ahead', name: 'Ahead', email: '' })
  const form = { org: 'ahead', about: { purchase: 'chk_ahead' }, checkoutId: 'chk_ahead', customerId } as const
  const opened = await own.stripe.createPaymentCheckout({
    ...form,
    name: 'Pack',
    amountMinor: minor(500n),
    currency: 'CHF',
    language: 'de',
  })
  await own.pay(opened.clientSecret)
  const [event] = await own.webhooks('checkout.session.completed')
  if (!event) throw new Error('nothing was sent')
  expect(await codeOf(deliver(ctx, own.stripe, event))).toBe('unavailable')
})

it('a signed event proves nothing by itself: what became of the session is looked up', async () => {
  const ctx = await open('proven')
  const own = openCardDesk()
  const { clientSecret } = await startPurchase(ctx, own.stripe, 'proven', { pack: 'starter', version: 1 })
  await own.pay(clientSecret)
  const [event] = await own.webhooks('checkout.session.completed')
  if (!event) throw new Error('nothing was sent')
  const away = { ...own.stripe, readCheckout: () => Promise.reject(new Error('asked')) }
  await expect(deliver(ctx, away, event)).rejects.toThrow('asked')
  expect((await creditOf('proven')).grants).toEqual([])
  expect(await deliver(ctx, own.stripe, event)).toBe('The credit was given.')
  expect(await creditOf('proven')).toEqual(once)
})
