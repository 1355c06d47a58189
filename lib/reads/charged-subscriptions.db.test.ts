import { expect, it } from 'vitest'
import { cards, deliver } from '@/db/testing/card-payments'
import { admin, contextOf, machine, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { changeSubscription } from '@/lib/flows/payments/subscriptions/change-subscription'
import { previewSubscriptionChange } from '@/lib/flows/payments/subscriptions/preview-change'
import { business, openSubscriber, prepareOffers, seal } from '@/lib/flows/payments/subscriptions/testing/subscriber'
import { adminCharges, adminSubscriptions } from './admin-subscriptions'
import { adminTimeline } from './admin-timeline'
import { plansPage } from './plans-page'

const { db } = await testDatabase()
await preparePlatform(db)
await prepareOffers(db)
const yearly = { ...business, billed: 'annual' } as const

const open = async (org: string, card: string) => {
  const subscriber = await openSubscriber(db, org)
  await subscriber.subscribe(yearly, card)
  const { ctx, desk, stripe } = subscriber
  return {
    ...subscriber,
    tell: async () => {
      const system = { ...ctx(), actor: { kind: 'system', name: 'stripe' } } as const
      for (const event of await desk.webhooks()) await deliver(system, stripe, event)
    },
  }
}

it('shows the customer and the admin what was charged, what of it is disputed, and what that ended', async () => {
  const { org, ctx, desk, tell } = await open('shown', cards.disputes)
  await tell()
  const { charges, disputed } = await plansPage(ctx(), org)
  expect(disputed).toBe(true)
  expect(charges).toMatchObject([
    {
      title: 'Business',
      amount: '1990.00',
      currency: 'CHF',
      endedOn: null,
      returns: [{ state: 'open', amount: '1990.00' }],
    },
  ])
  const { subscriptions } = await adminSubscriptions(contextOf(db, admin), org)
  expect(subscriptions.map(({ name, title }) => [name, title])).toEqual([['business', 'Business']])
  for (const [kind, told] of [
    ['plans', ['subscribed Business']],
    ['payments', ['plan_charged Business', 'plan_dispute Business']],
  ] as const) {
    const { items } = await adminTimeline(contextOf(db, admin), org, { kind, before: undefined })
    const found = items.filter(({ what }) => what.startsWith('plan_') || what === 'subscribed')
    expect(found.map(({ what, subject }) => `${what} ${subject}`).sort()).toEqual(told)
  }
  const [dispute] = (await desk.harness.stripe.disputes.list()).data
  await desk.harness.stripe.disputes.close(dispute?.id ?? '')
  await tell()
  const shown = await adminCharges(contextOf(db, admin), org, 'Europe/Zurich')
  expect(shown).toMatchObject({ charges: [{ returns: [{ state: 'lost' }] }], balance: null })
  expect(shown.charges[0]?.endedAt).not.toBeNull()
  expect((await plansPage(ctx(), org)).charges).toEqual(shown.charges)
})

it('shows credit that Stripe keeps on the account, and whether a subscription uses it', async () => {
  const { org, ctx, desk, stripe, rows, tell } = await open('kept', cards.good)
  const quote = await previewSubscriptionChange(ctx(), stripe, seal, org, business)
  await changeSubscription(ctx(), stripe, seal, org, quote.quote)
  await tell()
  const kept = { amount: '1791.00', currency: 'CHF', side: 'credit' }
  expect((await plansPage(ctx(), org)).balance).toEqual({ ...kept, used: true })
  const [{ subscriptionId } = { subscriptionId: '' }] = await rows()
  await desk.harness.stripe.subscriptions.cancel(subscriptionId)
  await tell()
  expect((await plansPage(ctx(), org)).balance).toEqual({ ...kept, used: false })
  expect((await adminCharges(contextOf(db, admin), org, 'Europe/Zurich')).balance).toEqual({ ...kept, used: false })
  expect(await codeOf(adminCharges(contextOf(db, machine()), org, 'Europe/Zurich'))).toBe('missing_scope')
})
