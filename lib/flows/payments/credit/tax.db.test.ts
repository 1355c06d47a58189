import { describe, expect, it } from 'vitest'
import { findBooks } from '@/db/queries/books'
import { listPurchases } from '@/db/queries/packs'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import { admin, contextOf, payer, preparePlatform } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { refundPurchase } from '@/lib/flows/payments/refunds/refund-purchase'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { settleCredit } from './settle-purchase'
import { startPurchase } from './start-purchase'

const { db } = await testDatabase()
await preparePlatform(db)
const unit = 10n ** 12n
const byAdmin = contextOf(db, admin)

/** Credit of 50.00 that is about to be bought where tax is added. */
const open = async (org: string) => {
  await makeFunded(db, org, 'prepaid')
  const desk = openCardDesk({ automaticTax: true })
  const ctx = contextOf(db, payer(org))
  const started = await startPurchase(ctx, desk.stripe, org, { amount: minor(5_000n) })
  const settle = (stripe: StripeGateway = desk.stripe) => settleCredit(ctx, stripe, org, started.checkoutId)
  const told = async () => {
    for (const event of await desk.webhooks()) await deliver(ctx, desk.stripe, event)
  }
  return { ...started, desk, settle, told }
}

const left = async (org: string) =>
  (await findBooks(db, org)).grants.reduce((total, { remaining }) => total + remaining, 0n)

const order = (refundId: string, amount: bigint) => ({ refundId, amount: minor(amount), reason: 'asked for' })

describe('credit that is bought where Stripe adds tax', () => {
  it('gives what was agreed, with the tax kept beside the price', async () => {
    const { desk, clientSecret, settle, told } = await open('swiss')
    expect(await desk.pay(clientSecret, cards.good, { country: 'CH' })).toBe('paid')
    expect(await settle()).toEqual({ status: 'paid' })
    await told()
    expect(await listPurchases(db, 'swiss')).toMatchObject([{ price: 5_000n, tax: 405n }])
    expect(await left('swiss')).toBe(50n * unit)
    const [intent] = (await desk.harness.stripe.paymentIntents.list()).data
    expect(intent?.amount_received).toBe(5_405)
  })

  it('gives the same where nothing is owed in the country of the payer', async () => {
    const { desk, clientSecret, settle } = await open('american')
    await desk.pay(clientSecret, cards.good, { country: 'US' })
    expect(await settle()).toEqual({ status: 'paid' })
    expect(await listPurchases(db, 'american')).toMatchObject([{ price: 5_000n, tax: 0n }])
  })

  it.each([
    ['that was not added to the price', { subtotalMinor: minor(4_595n), amountMinor: minor(5_000n) }],
    ['that does not add up', { amountMinor: minor(5_000n) }],
  ])('is not given for a tax %s', async (_, changes) => {
    const org = `odd-${Object.keys(changes).length}`
    const { desk, clientSecret, settle } = await open(org)
    await desk.pay(clientSecret, cards.good, { country: 'CH' })
    const odd: StripeGateway = {
      ...desk.stripe,
      readCheckout: async (id) => ({ ...(await desk.stripe.readCheckout(id)), ...changes }),
    }
    await expect(settle(odd)).rejects.toThrow('not as agreed')
    expect(await left(org)).toBe(0n)
  })

  it('goes back with its tax: the credit in proportion, all of it once all of the money is back', async () => {
    const { desk, clientSecret, settle, told, checkoutId } = await open('back')
    await desk.pay(clientSecret, cards.good, { country: 'CH' })
    await settle()
    const refund = (id: string, amount: bigint) =>
      refundPurchase(byAdmin, desk.stripe, 'back', checkoutId, order(id, amount))
    expect(await refund('first', 1_081n)).toMatchObject({ status: 'succeeded', taken: 10n * unit })
    expect(await codeOf(refund('too-much', 4_325n))).toBe('invalid_request')
    expect(await refund('rest', 4_324n)).toMatchObject({ status: 'succeeded', taken: 40n * unit })
    await told()
    expect(await left('back')).toBe(0n)
    const [charge] = (await desk.harness.stripe.charges.list()).data
    expect(charge).toMatchObject({ amount: 5_405, amount_refunded: 5_405 })
  })

  it('is frozen whole by a dispute of all that was paid', async () => {
    const { desk, clientSecret, settle, told } = await open('disputed')
    await desk.pay(clientSecret, cards.disputes, { country: 'CH' })
    await settle()
    await told()
    expect(await left('disputed')).toBe(0n)
    expect((await findBooks(db, 'disputed')).grants).toHaveLength(1)
  })
})

it('an invoice has our own VAT on it, and Stripe adds none', async () => {
  const { stripe, harness } = openCardDesk({ automaticTax: true })
  const customerId = await stripe.ensureCustomer({ org: 'invoiced', name: 'Invoiced', email: '' })
  const opened = await stripe.createPaymentCheckout({
    org: 'invoiced',
    about: { invoice: 'inv_1' },
    checkoutId: 'chk_1',
    customerId,
    name: '2026-0001',
    amountMinor: minor(10_810n),
    currency: 'CHF',
    language: 'de',
  })
  const session = await harness.stripe.checkout.sessions.retrieve(opened.sessionId)
  expect(session).toMatchObject({ automatic_tax: { enabled: false }, amount_total: 10_810 })
})
