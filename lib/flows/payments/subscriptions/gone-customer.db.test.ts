import { expect, it } from 'vitest'
import { findCardFile } from '@/db/queries/cards'
import { findSubscriptionCheckout } from '@/db/queries/stripe-subscriptions'
import { deliver } from '@/db/testing/card-payments'
import { preparePlatform } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { startSubscription } from './start-subscription'
import { openSubscriber, prepareOffers, team } from './testing/subscriber'

const { db } = await testDatabase()
await preparePlatform(db)
await prepareOffers(db)

it('a form that was paid, and whose customer was deleted before anybody heard of either, fails in no order', async () => {
  for (const isReversed of [false, true]) {
    const { org, ctx, stripe, desk, rows } = await openSubscriber(db, `gone-${isReversed}`)
    const { checkoutId, clientSecret } = await startSubscription(ctx(), stripe, org, team)
    await desk.pay(clientSecret)
    const [customer] = (await desk.harness.stripe.customers.list()).data
    await desk.harness.stripe.customers.del(customer?.id ?? '')
    const events = [...(await desk.webhooks())]
    if (isReversed) events.reverse()
    for (const event of events) await deliver(ctx(), stripe, event)
    expect(await findSubscriptionCheckout(db, org, checkoutId)).toMatchObject({ status: 'paid' })
    expect((await rows()).filter(({ entitled }) => entitled)).toEqual([])
    expect((await findCardFile(db, org))?.cards ?? []).toEqual([])
  }
})
