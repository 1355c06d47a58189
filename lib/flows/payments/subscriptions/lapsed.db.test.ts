import { expect, it } from 'vitest'
import { preparePlatform } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { startSubscription } from './start-subscription'
import { openSubscriber, prepareOffers, team } from './testing/subscriber'

const { db } = await testDatabase()
await preparePlatform(db)
await prepareOffers(db)

it('a plan that was paid for and cancelled before anybody heard of it leaves the free one, as if it had been heard of', async () => {
  for (const isHeard of [true, false]) {
    const { org, ctx, stripe, desk, plan, gate, pass } = await openSubscriber(db, `lapsed-${isHeard}`)
    const { clientSecret } = await startSubscription(ctx(), stripe, org, team)
    await desk.pay(clientSecret)
    if (isHeard) await pass(0)
    const [subscription] = (await desk.harness.stripe.subscriptions.list()).data
    await desk.harness.stripe.subscriptions.cancel(subscription?.id ?? '')
    await pass(0)
    expect(await plan()).toMatchObject({ plan: 'free', status: 'active' })
    expect(await gate()).toMatchObject({ halted: false, unitsRemaining: 100n * 10n ** 12n })
  }
})

it('a plan whose first payment never came leaves nothing', async () => {
  const { org, ctx, stripe, desk, plan, pass } = await openSubscriber(db, 'never-paid')
  const { clientSecret } = await startSubscription(ctx(), stripe, org, team)
  expect(await desk.pay(clientSecret, '4000000000000002')).toBe('card_declined')
  await pass(2)
  expect(await plan()).toBeNull()
})
