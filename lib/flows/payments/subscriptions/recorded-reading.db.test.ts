import { expect, it } from 'vitest'
import { findAccount } from '@/db/queries/accounts'
import { preparePlatform } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'
import { recordSubscriptions } from './record-subscriptions'
import { syncSubscriptions } from './sync-subscriptions'
import { business, openSubscriber, prepareOffers, team } from './testing/subscriber'

const { db } = await testDatabase()
await preparePlatform(db)
await prepareOffers(db)

const subscribed = async (name: string) => {
  const own = await openSubscriber(db, name)
  await own.subscribe(team)
  const [customer] = (await own.desk.harness.stripe.customers.list()).data
  const customerId = customer?.id ?? ''
  return { ...own, customerId, sync: () => syncSubscriptions(own.ctx(), own.stripe, name, customerId) }
}

/** A gateway that counts what is read of customers and cards. */
const counting = (stripe: StripeGateway) => {
  const asked: string[] = []
  const counted = {
    ...stripe,
    readCards: (customerId: string) => {
      asked.push('cards')
      return stripe.readCards(customerId)
    },
    readSubscriptions: (customerId: string) => {
      asked.push('subscriptions')
      return stripe.readSubscriptions(customerId)
    },
  }
  return { asked, stripe: counted }
}

it('what is recorded as it is already is not written again, and its cards are not read', async () => {
  const { org, ctx, stripe, customerId, rows, sync } = await subscribed('same')
  await sync()
  const [before, account] = [await rows(), await findAccount(db, org)]
  const { asked, stripe: counted } = counting(stripe)
  const later = ctx()
  await syncSubscriptions(later, counted, org, customerId)
  expect(asked).toEqual(['subscriptions'])
  expect(await findAccount(db, org)).toEqual(account)
  const after = await rows()
  expect(after).toEqual(before.map((row) => ({ ...row, reading: row.reading + 1, readAt: later.now })))
})

it('who read an older state before it was confirmed has to read again', async () => {
  const { org, ctx, stripe, customerId, plan, rows, sync } = await subscribed('outdated')
  await sync()
  const now = await stripe.readSubscriptions(customerId)
  const older: readonly SubscriptionAtStripe[] = now.map((each) => ({ ...each, choice: business }))
  const readings = [older, now]
  let read = 0
  await recordSubscriptions(ctx(), org, async () => {
    read += 1
    const found = readings.shift() ?? now
    // Meanwhile somebody else reads the newer state, which is the one that is recorded.
    if (read === 1) await sync()
    return found
  })
  expect(read).toBe(2)
  expect(await plan()).toMatchObject({ plan: 'team' })
  expect(await rows()).toMatchObject([{ name: 'team', status: 'active' }])
})

it('what is recorded and is owed for, or pinned otherwise, is written', async () => {
  const { org, ctx, plan, stripe, customerId } = await subscribed('owed')
  const now = await stripe.readSubscriptions(customerId)
  const owing = now.map((each) => ({ ...each, status: 'past_due', pastDueSince: ctx().now, owed: each.price }))
  await recordSubscriptions(ctx(), org, async () => owing)
  expect(await plan()).toMatchObject({ status: 'past_due' })
  await recordSubscriptions(ctx(), org, async () => owing)
  expect(await plan()).toMatchObject({ status: 'past_due' })
  await recordSubscriptions(ctx(), org, async () => now)
  expect(await plan()).toMatchObject({ status: 'active' })
})
