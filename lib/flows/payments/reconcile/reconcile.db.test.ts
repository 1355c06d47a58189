import { expect, it } from 'vitest'
import { contextOf, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { settleCredit } from '@/lib/flows/payments/credit/settle-purchase'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { openSubscriber, prepareOffers, pro } from '@/lib/flows/payments/subscriptions/testing/subscriber'
import { reconcile } from './reconcile'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
await prepareOffers(db)

it('finds nothing where all was told, and whatever was not, and mends what reading again mends', async () => {
  const { org, ctx, stripe, desk, subscribe, gate } = await openSubscriber(db, 'reconciled', 'prepaid')
  const system = () => ({ ...contextOf(db, { kind: 'system', name: 'reconcile' }), now: desk.harness.now() })
  const find = async (mends = false) =>
    (await reconcile(system(), stripe, { mends })).map(({ kind, mended }) => [kind, mended])
  const buy = async (amount: bigint, settles: boolean) => {
    const { checkoutId, clientSecret } = await startPurchase(ctx(), stripe, org, { amount: minor(amount) })
    await desk.pay(clientSecret)
    if (settles) await settleCredit(ctx(), stripe, org, checkoutId)
    const [intent] = (await desk.harness.stripe.paymentIntents.list({ limit: 1 })).data
    return { checkoutId, intent: intent?.id ?? '' }
  }
  await subscribe(pro)
  const told = await buy(2_000n, true)
  expect(await find()).toEqual([])

  const untold = await buy(3_000n, false)
  await desk.harness.stripe.refunds.create({ payment_intent: told.intent, amount: 500 })
  const [subscription] = (await desk.harness.stripe.subscriptions.list()).data
  await desk.harness.stripe.subscriptions.cancel(subscription?.id ?? '')
  const found = [
    ['subscriptions_differ', false],
    ['payment_not_recorded', false],
    ['refunds_differ', false],
  ]
  expect(await find()).toEqual(found)
  expect(await find()).toEqual(found)
  expect((await gate()).concurrency).toBe(100)

  expect(await find(true)).toEqual(found.map(([kind]) => [kind, true]))
  expect(await find()).toEqual([])
  const { concurrency, remaining } = await gate()
  expect([concurrency, remaining]).toEqual([5, 45n * 10n ** 12n])
  expect((await settleCredit(ctx(), stripe, org, untold.checkoutId)).status).toBe('paid')

  await ownerSql`update purchases set price = price + 1 where purchase_id = ${told.checkoutId}`
  await ownerSql`update purchases set payment_intent_id = 'pi_unknown' where purchase_id = ${untold.checkoutId}`
  expect(await find(true)).toEqual([
    ['paid_twice', false],
    ['amount_differs', false],
    ['payment_missing', false],
  ])
})

it('is for administrators of the platform and itself alone', async () => {
  const { stripe, org } = await openSubscriber(db, 'curious', 'prepaid')
  expect(await codeOf(reconcile(contextOf(db, payer(org)), stripe, { mends: true }))).toBe('not_found')
})
