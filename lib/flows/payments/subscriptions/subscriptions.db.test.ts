import { describe, expect, it } from 'vitest'
import { cards } from '@/db/testing/card-payments'
import { contextOf, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { flip } from '@/packages/stripe-emulator/testing/ask'
import { cancelSubscription, changeSubscription } from './change-subscription'
import { keepDunning } from './keep-dunning'
import { previewSubscriptionChange } from './preview-change'
import { startSubscription } from './start-subscription'
import { syncPrices } from './sync-prices'
import { business, openSubscriber, prepareOffers, pro, seal, team } from './testing/subscriber'

const { db } = await testDatabase()
await preparePlatform(db)
await prepareOffers(db)
const unit = 10n ** 12n

describe('subscribing to a plan', () => {
  it('is one form for sixteen clicks, and its quota is there once it is paid', async () => {
    const { org, ctx, stripe, desk, subscribe, plan, gate, rows } = await openSubscriber(db, 'first')
    const forms = await Promise.all(Array.from({ length: 16 }, () => startSubscription(ctx(), stripe, org, team)))
    expect(new Set(forms.map(({ checkoutId }) => checkoutId)).size).toBe(1)
    expect(await subscribe(team)).toMatchObject({ outcome: 'paid', status: 'paid' })
    expect(await plan()).toMatchObject({ plan: 'team', version: 1, billed: 'monthly', status: 'active' })
    expect((await gate()).unitsRemaining).toBe(1000n * unit)
    expect(await rows()).toMatchObject([{ product: 'plan', name: 'team', price: 4_900n, entitled: true }])
    expect(await codeOf(startSubscription(ctx(), stripe, org, business))).toBe('exists')
    expect((await desk.harness.stripe.subscriptions.list({ status: 'all' })).data).toHaveLength(1)
  })
})

const annual = { ...team, billed: 'annual' } as const

describe('changing a plan', () => {
  it('charges exactly what was shown, once for a double click, and gives the new quota at once', async () => {
    const { org, ctx, stripe, desk, subscribe, plan, gate, invoices } = await openSubscriber(db, 'upgrade')
    await subscribe(team)
    desk.harness.advance(10 * 86_400)
    const shown = await previewSubscriptionChange(ctx(), stripe, seal, org, business)
    expect(shown.amountDue).toBeGreaterThan(0n)
    expect(shown.lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(shown.amountDue)
    expect(await invoices()).toHaveLength(1)
    await Promise.all([1, 2].map(() => changeSubscription(ctx(), stripe, seal, org, shown.quote)))
    expect(await invoices()).toEqual([
      ['paid', Number(shown.amountDue)],
      ['paid', 4_900],
    ])
    expect(await plan()).toMatchObject({ plan: 'business', status: 'active' })
    expect((await gate()).unitsRemaining).toBe(5000n * unit)
    await changeSubscription(ctx(), stripe, seal, org, shown.quote)
    expect(await invoices()).toHaveLength(2)
  })

  it('answers the new amount where a quote is not what it costs any more, and changes nothing', async () => {
    const { org, ctx, stripe, desk, subscribe, plan, invoices } = await openSubscriber(db, 'stale-quote')
    await subscribe(team)
    desk.harness.advance(86_400)
    const old = await previewSubscriptionChange(ctx(), stripe, seal, org, business)
    desk.harness.advance(16 * 60)
    await expect(changeSubscription(ctx(), stripe, seal, org, old.quote)).rejects.toMatchObject({
      code: 'quote_stale',
      facts: { currency: 'CHF' },
    })
    expect(await codeOf(changeSubscription(ctx(), stripe, seal, org, `${old.quote}x`))).toBe('invalid_request')
    const other = await openSubscriber(db, 'other-quote')
    expect(await codeOf(changeSubscription(other.ctx(), stripe, seal, 'other-quote', old.quote))).toBe(
      'invalid_request',
    )
    expect(await plan()).toMatchObject({ plan: 'team' })
    expect(await invoices()).toHaveLength(1)
  })

  it('that cannot be paid changes nothing, and says why', async () => {
    const { org, ctx, stripe, desk, subscribe, plan } = await openSubscriber(db, 'poor')
    await subscribe(team)
    const [customer] = (await desk.harness.stripe.customers.list()).data
    const bad = await desk.harness.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: customer?.id ?? '',
    })
    await stripe.setDefaultCard(customer?.id ?? '', bad.id)
    const [sub] = (await desk.harness.stripe.subscriptions.list()).data
    await stripe.chargeSubscriptionTo(sub?.id ?? '', bad.id)
    desk.harness.advance(86_400)
    const { quote } = await previewSubscriptionChange(ctx(), stripe, seal, org, business)
    expect(await codeOf(changeSubscription(ctx(), stripe, seal, org, quote))).toBe('card_declined')
    expect(await plan()).toMatchObject({ plan: 'team' })
  })

  it('to and fro gives no quota twice', async () => {
    const { org, ctx, stripe, desk, subscribe, use, gate } = await openSubscriber(db, 'flipper')
    await subscribe(team)
    await use(800)
    expect((await gate()).unitsRemaining).toBe(200n * unit)
    const change = async (choice: typeof team | typeof business | typeof annual) => {
      desk.harness.advance(60)
      const { quote } = await previewSubscriptionChange(ctx(), stripe, seal, org, choice)
      await changeSubscription(ctx(), stripe, seal, org, quote)
    }
    await change(business)
    expect((await gate()).unitsRemaining).toBe(4200n * unit)
    await change(team)
    expect((await gate()).unitsRemaining).toBe(200n * unit)
    await change(annual)
    expect((await gate()).unitsRemaining).toBe(200n * unit)
    await change(business)
    await use(4200)
    await change(annual)
    expect((await gate()).unitsRemaining).toBe(0n)
    await change(business)
    expect((await gate()).unitsRemaining).toBe(0n)
  })
})

describe('a period', () => {
  it('that renews begins a week of quota again, with or without webhooks', async () => {
    const { subscribe, use, gate, pass, plan, invoices } = await openSubscriber(db, 'renews')
    await subscribe(team)
    await use(900)
    const before = await plan()
    await pass(31)
    expect((await gate()).unitsRemaining).toBe(1000n * unit)
    expect((await plan())?.periodStartedAt.since(before?.periodStartedAt ?? '').sign).toBe(1)
    expect(await invoices()).toEqual([
      ['paid', 4_900],
      ['paid', 4_900],
    ])
  })

  it('after which a cancelled plan ends is used to its end, and can be resumed until then', async () => {
    const { org, ctx, stripe, subscribe, rows, plan, pass, gate } = await openSubscriber(db, 'cancels')
    await subscribe(team)
    await cancelSubscription(ctx(), stripe, org, 'plan', true)
    expect((await rows())[0]?.endsAt).not.toBeNull()
    expect(await plan()).toMatchObject({ plan: 'team', status: 'active' })
    await cancelSubscription(ctx(), stripe, org, 'plan', false)
    expect((await rows())[0]?.endsAt).toBeNull()
    await pass(31)
    expect(await plan()).toMatchObject({ plan: 'team', status: 'active' })
    await cancelSubscription(ctx(), stripe, org, 'plan', true)
    await cancelSubscription(ctx(), stripe, org, 'plan', true)
    await pass(31)
    expect(await plan()).toMatchObject({ plan: 'free', status: 'active' })
    expect((await gate()).unitsRemaining).toBe(100n * unit)
    expect(await codeOf(cancelSubscription(ctx(), stripe, org, 'plan', false))).toBe('not_found')
    expect(await subscribe(business)).toMatchObject({ status: 'paid' })
    expect(await plan()).toMatchObject({ plan: 'business' })
  })
})

describe('an unpaid invoice', () => {
  it('leaves everything as it is for a week, blocks purchases then, and after two leaves the free plan; paying ends all', async () => {
    const { org, ctx, stripe, desk, subscribe, pass, plan, gate, rows } = await openSubscriber(db, 'dunned')
    expect(await subscribe(team, cards.declined)).toMatchObject({ outcome: 'card_declined', status: 'open' })
    expect(await subscribe(team)).toMatchObject({ status: 'paid' })
    const [customer] = (await desk.harness.stripe.customers.list()).data
    const bad = await desk.harness.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: customer?.id ?? '',
    })
    await stripe.setDefaultCard(customer?.id ?? '', bad.id)
    await pass(0)
    await pass(31)
    const since = (await rows())[0]?.pastDueSince
    expect(since).not.toBeNull()
    expect(await plan()).toMatchObject({ plan: 'team', status: 'past_due' })
    const sweep = () =>
      keepDunning({ ...contextOf(db), now: desk.harness.now() }, stripe, (_, error) => expect(error).toBe(''))
    await pass(3)
    await sweep()
    expect(await plan()).toMatchObject({ plan: 'team', status: 'past_due' })
    expect((await rows())[0]?.pastDueSince).toEqual(since)
    expect(await codeOf(previewSubscriptionChange(ctx(), stripe, seal, org, business))).toBe('ok')
    await pass(4)
    await sweep()
    expect((await gate()).unitsRemaining).toBe(1000n * unit)
    expect(await codeOf(previewSubscriptionChange(ctx(), stripe, seal, org, business))).toBe('payment_overdue')
    expect(await codeOf(startSubscription(ctx(), stripe, org, pro))).toBe('payment_overdue')
    desk.harness.advance(7 * 86_400)
    expect(await plan()).toMatchObject({ plan: 'team' })
    await sweep()
    await sweep()
    expect(await plan()).toMatchObject({ plan: 'free', status: 'unpaid' })
    expect((await gate()).unitsRemaining).toBe(100n * unit)
    const [open] = (await desk.harness.stripe.invoices.list({ status: 'open' })).data
    const good = await desk.harness.stripe.paymentMethods.attach('pm_card_visa', { customer: customer?.id ?? '' })
    await desk.harness.stripe.invoices.pay(open?.id ?? '', { payment_method: good.id })
    await pass(0)
    expect(await plan()).toMatchObject({ plan: 'team', status: 'active' })
    expect((await gate()).unitsRemaining).toBe(1000n * unit)
  })

  it('is owed with all others that are unpaid, and less as they are paid', async () => {
    const { stripe, desk, subscribe, pass, rows } = await openSubscriber(db, 'owing')
    await flip(desk.harness, 'billing', { after_last_retry: 'past_due' })
    await subscribe(team)
    const [customer] = (await desk.harness.stripe.customers.list()).data
    const [bad, good] = await Promise.all(
      ['pm_card_chargeCustomerFail', 'pm_card_visa'].map((card) =>
        desk.harness.stripe.paymentMethods.attach(card, { customer: customer?.id ?? '' }),
      ),
    )
    await stripe.setDefaultCard(customer?.id ?? '', bad?.id ?? '')
    const owed = async () => (await rows()).map((row) => [row.pastDueSince !== null, row.owed])
    expect(await owed()).toEqual([[false, null]])
    await pass(0)
    await pass(31)
    expect(await owed()).toEqual([[true, 4_900n]])
    await pass(31)
    expect(await owed()).toEqual([[true, 9_800n]])
    for (const left of [4_900n, null]) {
      const { data } = await desk.harness.stripe.invoices.list({ status: 'open' })
      await desk.harness.stripe.invoices.pay(data.at(-1)?.id ?? '', { payment_method: good?.id ?? '' })
      await pass(0)
      expect(await owed()).toEqual([[left !== null, left]])
    }
  })
})

describe('a tier', () => {
  it('is at the gate once it is paid, moves with a change, and is gone when it ends', async () => {
    const { org, ctx, stripe, desk, subscribe, gate, pass } = await openSubscriber(db, 'tiered', 'prepaid')
    expect((await gate()).concurrency).toBe(5)
    await subscribe(pro)
    expect((await gate()).concurrency).toBe(100)
    desk.harness.advance(86_400)
    const { quote } = await previewSubscriptionChange(ctx(), stripe, seal, org, { ...pro, name: 'pro_plus' })
    await changeSubscription(ctx(), stripe, seal, org, quote)
    expect((await gate()).concurrency).toBe(600)
    await cancelSubscription(ctx(), stripe, org, 'tier', true)
    await pass(32)
    expect((await gate()).concurrency).toBe(5)
    expect(await codeOf(startSubscription(ctx(), stripe, org, team))).toBe('not_for_sale')
  })
})

it('prices are made at Stripe once, however often and by however many', async () => {
  const { stripe, desk } = await openSubscriber(db, 'prices')
  const ctx = contextOf(db)
  const synced = await Promise.all([1, 2, 3].map(() => syncPrices(ctx, stripe)))
  expect(synced[0]?.map(({ key }) => key)).toEqual([
    'plan_business_v1_monthly',
    'plan_business_v1_annual',
    'plan_team_v1_monthly',
    'plan_team_v1_annual',
    'tier_pro_v1_monthly',
    'tier_pro_v1_annual',
    'tier_pro_plus_v1_monthly',
    'tier_pro_plus_v1_annual',
  ])
  expect((await desk.harness.stripe.prices.list({ limit: 100 })).data).toHaveLength(8)
  expect((await syncPrices(ctx, stripe)).filter(({ made }) => made)).toEqual([])
})

it('another choice ends the form of the one before, so that only one can be paid', async () => {
  const { org, ctx, stripe, desk } = await openSubscriber(db, 'undecided')
  const one = await startSubscription(ctx(), stripe, org, team)
  const two = await startSubscription(ctx(), stripe, org, business)
  expect(two.checkoutId).not.toBe(one.checkoutId)
  expect(await desk.pay(one.clientSecret)).not.toBe('paid')
  expect(await desk.pay(two.clientSecret)).toBe('paid')
  expect(await codeOf(startSubscription(ctx(), stripe, org, team))).toBe('exists')
})
