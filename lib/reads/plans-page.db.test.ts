import { expect, it } from 'vitest'
import { contextOf, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { openSubscriber, prepareOffers, pro, team } from '@/lib/flows/payments/subscriptions/testing/subscriber'
import { plansPage } from './plans-page'

const { db } = await testDatabase()
await preparePlatform(db)
await prepareOffers(db)

it('tells what is offered, what is subscribed to and what it gives', async () => {
  const { org, ctx, subscribe, use } = await openSubscriber(db, 'reader')
  const before = await plansPage(ctx(), org)
  expect(before).toMatchObject({ usable: true, mayBuy: true, plan: null, dunning: null, currency: 'CHF' })
  expect(before.plans.map(({ name, priceMonthly, saving }) => [name, priceMonthly, saving])).toEqual([
    ['free', '0.00', 0],
    ['team', '49.00', 16],
    ['business', '199.00', 16],
  ])
  expect(before.tiers.map(({ name, concurrency }) => [name, concurrency])).toEqual([
    ['pro', 100],
    ['pro_plus', 600],
  ])
  await subscribe(team)
  await subscribe(pro)
  await use(300)
  const { plan, tier, week } = await plansPage(ctx(), org)
  expect(plan).toMatchObject({ title: 'Team', quota: '1000', status: 'active', subscription: { price: '49.00' } })
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
  const { dunning } = await plansPage(ctx(), org)
  if (!dunning?.nextAt) throw new Error('nothing is owed')
  expect(dunning).toMatchObject({ standing: 'past_due', product: 'plan', name: 'team', price: '49.00' })
  expect(Date.parse(dunning.nextAt) - Date.parse(dunning.since)).toBe(7 * 86_400_000)
  await pass(7)
  expect((await plansPage(ctx(), org)).dunning?.standing).toBe('degraded')
})

it('is seen by members of the org alone', async () => {
  const { org } = await openSubscriber(db, 'private')
  expect(await codeOf(plansPage(contextOf(db, payer('other')), org))).toBe('not_found')
})
