import { expect, it } from 'vitest'
import { deliver } from '@/db/testing/card-payments'
import { contextOf, preparePlatform } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { cancelSubscription } from './change-subscription'
import { openSubscriber, prepareOffers, team } from './testing/subscriber'

const { db } = await testDatabase()
await preparePlatform(db)
await prepareOffers(db)

/** The gateway, and how often subscriptions were read through it. */
const counted = (stripe: StripeGateway) => {
  const reads = { count: 0 }
  const readSubscriptions: StripeGateway['readSubscriptions'] = (customerId) => {
    reads.count += 1
    return stripe.readSubscriptions(customerId)
  }
  return { reads, gateway: { ...stripe, readSubscriptions } }
}

it('an event that says just what is recorded asks Stripe nothing; one that says anything else does', async () => {
  const { org, ctx, desk, stripe, subscribe, rows } = await openSubscriber(db, 'recorded')
  await subscribe(team)
  await cancelSubscription(ctx(), stripe, org, 'plan', true)
  const events = await desk.webhooks('customer.subscription.updated')
  const last = events.at(-1)
  if (!last || events.length < 2) throw new Error('Stripe told of no change')
  const { reads, gateway } = counted(stripe)
  const system = { ...contextOf(db, { kind: 'system', name: 'stripe' }), now: desk.harness.now() }
  expect(await deliver(system, gateway, last)).toMatch(/is recorded as the event says/)
  expect(reads.count).toBe(0)
  const before = await rows()
  for (const event of events) await deliver(system, gateway, event)
  expect(reads.count).toBeGreaterThan(0)
  expect((await rows())[0]?.endsAt).toEqual(before[0]?.endsAt)
  await desk.harness.stripe.subscriptions.update(before[0]?.subscriptionId ?? '', { cancel_at: '' })
  const told = (await desk.webhooks('customer.subscription.updated')).at(-1)
  if (!told) throw new Error('Stripe told of no change')
  await deliver(system, gateway, told)
  expect((await rows())[0]?.endsAt).toBeNull()
})
