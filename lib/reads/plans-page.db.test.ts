import { expect, it } from 'vitest'
import { contextOf, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { openSubscriber, prepareOffers, pro, team } from '@/lib/flows/payments/subscriptions/testing/subscriber'
import { adminSubscriptions } from './admin-subscriptions'
import { creditsPage } from './credits-page'
import { dunningNotice } from './dunning-notice'
import { plansPage } from './plans-page'

const { db } = await testDatabase()
await preparePlatform(db)
await prepareOffers(db)

it('tells what is offered, what is subscribed to and what it gives', async () => {
  const { org, ctx, subscribe, use } = await openSubscriber(db, 'reader')
  const before = await plansPage(ctx(), org)
  expect(before).toMatchObject({
    biller: 'plan_quota',
    mayBuy: true,
    blocked: false,
    currency: 'CHF',
    plan: { name: '', subscription: null },
    tier: { name: 'base', title: 'Base', subscription: null },
  })
  expect(before.plans.map(({ name, priceMonthly, saving }) => [name, priceMonthly, saving])).toEqual([
    ['free', '0.00', 0],
    ['team', '49.00', 16],
    ['business', '199.00', 16],
  ])
  expect(before.tiers.map(({ name, gives }) => [name, gives.concurrency])).toEqual([
    ['pro', 100],
    ['pro_plus', 600],
  ])
  await subscribe(team)
  await subscribe(pro)
  await use(300)
  const { plan, tier, week } = await plansPage(ctx(), org)
  expect(plan).toMatchObject({ title: 'Team', gives: { quota: '1000' }, subscription: { price: '49.00' } })
  expect(tier).toMatchObject({ name: 'pro', concurrency: 100, subscription: { billed: 'monthly', endsAt: null } })
  expect(week).toMatchObject({ used: '300', quota: '1000' })
})

it('tells what is owed since when, and when it comes to something', async () => {
  const { org, ctx, desk, stripe, subscribe, pass } = await openSubscriber(db, 'owing')
  await subscribe(team)
  const [customer] = (await desk.harness.stripe.customers.list()).data
  const bad = { customer: customer?.id ?? '' }
  const { id } = await desk.harness.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', bad)
  await stripe.setDefaultCard(bad.customer, id)
  await pass(0)
  await pass(31)
  const dunning = await dunningNotice(ctx(), org)
  if (!dunning?.nextAt) throw new Error('nothing is owed')
  expect(dunning).toMatchObject({ standing: 'past_due', product: 'plan', title: 'Team', owed: '49.00', mayPay: true })
  expect(Date.parse(dunning.nextAt) - Date.parse(dunning.since)).toBe(7 * 86_400_000)
  expect(dunning.blockedAt).toBe(dunning.nextAt)
  expect((await plansPage(ctx(), org)).blocked).toBe(false)
  expect((await creditsPage(ctx(), org)).blocked).toBe(false)
  await pass(7)
  expect(await dunningNotice(ctx(), org)).toMatchObject({ standing: 'degraded', nextAt: dunning.endedAt })
  expect(await plansPage(ctx(), org)).toMatchObject({ blocked: true, plan: { name: 'team' } })
  expect((await creditsPage(ctx(), org)).blocked).toBe(true)
  await pass(7)
  expect(await dunningNotice(ctx(), org)).toMatchObject({ standing: 'unpaid', nextAt: null, title: 'Team' })
  expect(await plansPage(ctx(), org)).toMatchObject({ blocked: true, plan: { name: 'free', subscription: null } })
})

it('is seen by members of the org alone', async () => {
  const { org } = await openSubscriber(db, 'private')
  expect(await codeOf(plansPage(contextOf(db, payer('other')), org))).toBe('not_found')
  expect(await codeOf(dunningNotice(contextOf(db, payer('other')), org))).toBe('not_found')
  expect(await codeOf(adminSubscriptions(contextOf(db, payer(org)), org))).toBe('not_found')
})
