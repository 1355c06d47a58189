import { expect, it } from 'vitest'
import { listDisputes } from '@/db/queries/disputes'
import { findInvoice } from '@/db/queries/invoices'
import { findCustomerBalance } from '@/db/queries/subscription-payments'
import { cards } from '@/db/testing/card-payments'
import { contextOf, issueFor, makeTenant, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { settleCredit } from '@/lib/flows/payments/credit/settle-purchase'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { settleCheckout } from '@/lib/flows/payments/settle-checkout'
import { startCheckout } from '@/lib/flows/payments/start-checkout'
import { changeSubscription } from '@/lib/flows/payments/subscriptions/change-subscription'
import { previewSubscriptionChange } from '@/lib/flows/payments/subscriptions/preview-change'
import { openSubscriber, prepareOffers, pro, seal } from '@/lib/flows/payments/subscriptions/testing/subscriber'
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

/** Each test has a Stripe of its own, which knows no other customers. */
const alone = (org: string) => ownerSql`update org_payment_methods set stripe_customer_id = '' where org_id <> ${org}`

const yearly = { product: 'plan', name: 'business', version: 1, billed: 'annual' } as const

it('finds refunds and lost disputes of which no webhook came, whatever was paid for, and records what comes of them', async () => {
  const { org, ctx, stripe, desk, subscribe, rows } = await openSubscriber(db, 'unheard', 'prepaid')
  const { stripe: sdk } = desk.harness
  const system = () => ({ ...contextOf(db, { kind: 'system', name: 'reconcile' }), now: desk.harness.now() })
  const find = async (mends = false) =>
    (await reconcile(system(), stripe, { mends }))
      .filter((each) => each.org === org)
      .map(({ kind, mended }) => `${kind} ${mended}`)
  await makeTenant(db, org, `${org}-prod`, '2026-08-01T00:00:00Z')
  await alone(org)
  const { invoiceId } = await issueFor(contextOf(db), org, '2026-10')
  const invoice = await startCheckout(ctx(), stripe, org, invoiceId)
  await desk.pay(invoice.clientSecret, cards.disputes)
  await settleCheckout(ctx(), stripe, org, invoiceId)
  const { checkoutId, clientSecret } = await startPurchase(ctx(), stripe, org, { amount: minor(2_000n) })
  await desk.pay(clientSecret, cards.disputes)
  await settleCredit(ctx(), stripe, org, checkoutId)
  await subscribe({ ...pro, billed: 'annual' }, cards.disputes)
  expect(await find()).toEqual(['disputes_differ false', 'disputes_differ false', 'disputes_differ false'])
  expect(await find(true)).toEqual(['disputes_differ true', 'disputes_differ true', 'disputes_differ true'])
  expect(await rows()).toMatchObject([{ name: 'pro', status: 'active' }])
  for (const { id } of (await sdk.disputes.list({ limit: 10 })).data) await sdk.disputes.close(id)
  expect(await find()).toEqual(['disputes_differ false', 'disputes_differ false', 'disputes_differ false'])
  expect(await find(true)).toEqual(['disputes_differ true', 'disputes_differ true', 'disputes_differ true'])
  expect(await find()).toEqual([])
  expect(await rows()).toMatchObject([{ name: 'pro', status: 'canceled', entitled: false }])
  expect((await findInvoice(db, org, invoiceId))?.paidAt).toBeNull()
  expect((await listDisputes(db, org)).map(({ status }) => status)).toEqual(['lost'])

  const again = await startCheckout(ctx(), stripe, org, invoiceId)
  await desk.pay(again.clientSecret, cards.good)
  await settleCheckout(ctx(), stripe, org, invoiceId)
  const [intent] = (await sdk.paymentIntents.list({ limit: 1 })).data
  await sdk.refunds.create({ payment_intent: intent?.id ?? '', amount: 100 })
  expect(await find()).toEqual(['refunds_differ false'])
  expect(await find(true)).toEqual(['refunds_differ true'])
  const open = await findInvoice(db, org, invoiceId)
  expect((open?.total ?? 0n) - (open?.paidAmount ?? 0n)).toBe(100n)
})

it('reports the credit that a change from yearly to monthly and an end left with the customer at Stripe', async () => {
  const { org, ctx, stripe, desk, subscribe, rows } = await openSubscriber(db, 'left-over')
  const system = () => ({ ...contextOf(db, { kind: 'system', name: 'reconcile' }), now: desk.harness.now() })
  const find = async (mends = false) =>
    (await reconcile(system(), stripe, { mends }))
      .filter((each) => each.org === org)
      .map(({ kind, mended, sentence }) => [kind, mended, sentence])
  await alone(org)
  await subscribe(yearly)
  const shown = await previewSubscriptionChange(ctx(), stripe, seal, org, { ...yearly, billed: 'monthly' })
  await changeSubscription(ctx(), stripe, seal, org, shown.quote)
  expect(await find()).toEqual([
    ['balance_differs', false, 'CHF -1791.00 is the balance of the customer at Stripe, CHF 0.00 here.'],
  ])
  const [{ subscriptionId } = { subscriptionId: '' }] = await rows()
  await desk.harness.stripe.subscriptions.cancel(subscriptionId)
  const left = 'CHF -1791.00 is the balance of the customer at Stripe, and no subscription uses it.'
  expect(await find(true)).toEqual([
    ['subscriptions_differ', true, 'Another state at Stripe than here.'],
    ['balance_differs', true, 'CHF -1791.00 is the balance of the customer at Stripe, CHF 0.00 here.'],
    ['balance_left', false, left],
  ])
  expect(await find(true)).toEqual([['balance_left', false, left]])
  expect(await findCustomerBalance(db, org)).toMatchObject({ balance: -179_100n, currency: 'CHF' })
})

it('an organization whose customer Stripe does not know keeps no other from being compared', async () => {
  const { org, stripe, desk, subscribe } = await openSubscriber(db, 'known')
  await ownerSql`
    insert into org_payment_methods (org_id, stripe_customer_id, updated_at)
    select org_id, 'cus_of_another_account', now() from orgs where org_id = 'curious'
    on conflict (org_id) do update set stripe_customer_id = excluded.stripe_customer_id`
  await subscribe(yearly)
  const [intent] = (await desk.harness.stripe.paymentIntents.list({ limit: 1 })).data
  await desk.harness.stripe.refunds.create({ payment_intent: intent?.id ?? '', amount: 100 })
  const system = { ...contextOf(db, { kind: 'system', name: 'reconcile' }), now: desk.harness.now() }
  const found = await reconcile(system, stripe, { mends: true })
  expect(found.filter((each) => each.org === org)).toMatchObject([{ kind: 'refunds_differ', mended: true }])
  expect(found.filter((each) => each.org === 'curious')).toMatchObject([
    { kind: 'not_compared', subject: 'cus_of_another_account', mended: false },
  ])
})
