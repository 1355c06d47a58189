import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import { errorOf } from '@/packages/stripe-emulator/testing/ask'
import { Stripe, startHarness } from '@/packages/stripe-emulator/testing/harness'
import { itemOf, latestInvoice, subscriber } from './testing/subscriber'

const liveKey = process.env.STRIPE_SECRET_KEY ?? ''
const day = 86_400

const targets = [
  { name: 'the emulator', stripe: startHarness().stripe },
  ...(liveKey.startsWith('sk_test_') ? [{ name: 'Stripe in test mode', stripe: new Stripe(liveKey) }] : []),
]

/** Polls a clock as everybody has to: an advance answers before it is done. */
const arrive = async (stripe: Stripe, clock: string, frozen_time: number): Promise<void> => {
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time })
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await stripe.testHelpers.testClocks.retrieve(clock)).status === 'ready') return
    await pause(2_000)
  }
  throw new Error('the clock did not become ready')
}

describe.each(targets)('$name, asked about subscriptions', ({ stripe }) => {
  const start = async (params: Partial<Stripe.SubscriptionCreateParams> = {}) => {
    const anna = await subscriber({ stripe })
    const made = await stripe.subscriptions.create({ customer: anna.customer, items: [{ price: anna.pro }], ...params })
    return { anna, made, item: itemOf(made) }
  }

  it('charges a first period at once', async () => {
    const { made, item } = await start({ metadata: { org: 'org_1' } })
    expect(made).toMatchObject({ status: 'active', currency: 'chf', metadata: { org: 'org_1' }, cancel_at: null })
    expect(item.current_period_end).toBeGreaterThan(item.current_period_start + 27 * day)
    expect(await latestInvoice({ stripe }, made.id)).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_create',
      amount_paid: 1_000,
      attempted: true,
      parent: { type: 'subscription_details', subscription_details: { subscription: made.id } },
      payments: { data: [{ status: 'paid', payment: { type: 'payment_intent' } }] },
    })
  })

  it('shows before a change what it will charge', async () => {
    const { anna, made, item } = await start()
    const proration_date = item.current_period_start
    const subscription_details = {
      items: [{ id: item.id, price: anna.max }],
      proration_behavior: 'always_invoice' as const,
      proration_date,
    }
    const preview = await stripe.invoices.createPreview({ subscription: made.id, subscription_details })
    expect(preview.lines.data.map(({ amount }) => amount).sort((a, b) => a - b)).toEqual([-1_000, 2_000])
    await stripe.subscriptions.update(made.id, subscription_details)
    expect(await latestInvoice({ stripe }, made.id)).toMatchObject({
      billing_reason: 'subscription_update',
      total: preview.total,
      amount_paid: preview.amount_due,
    })
  })

  it('splits a period to the second', async () => {
    const { anna, made, item } = await start()
    const half = (item.current_period_start + item.current_period_end) / 2
    const preview = await stripe.invoices.createPreview({
      subscription: made.id,
      subscription_details: {
        items: [{ id: item.id, price: anna.max }],
        proration_behavior: 'always_invoice',
        proration_date: half,
      },
    })
    expect(preview).toMatchObject({ total: 500, amount_due: 500 })
  })

  it('ends at the end of the period, and takes it back', async () => {
    const { made, item } = await start()
    const ending = await stripe.subscriptions.update(made.id, { cancel_at_period_end: true })
    expect(ending).toMatchObject({ status: 'active', cancel_at_period_end: true, cancel_at: item.current_period_end })
    const resumed = await stripe.subscriptions.update(made.id, { cancel_at_period_end: false })
    expect(resumed).toMatchObject({ cancel_at_period_end: false, cancel_at: null, canceled_at: null })
  })

  it('refuses to change or cancel what was canceled', async () => {
    const { made } = await start()
    expect(await stripe.subscriptions.cancel(made.id)).toMatchObject({ status: 'canceled' })
    const changed = await errorOf(stripe.subscriptions.update(made.id, { cancel_at_period_end: true }))
    expect(changed.message).toContain('A canceled subscription can only update its cancellation_details')
    expect((await errorOf(stripe.subscriptions.cancel(made.id))).code).toBe('resource_missing')
  })

  it('keeps an incomplete subscription after a decline, or nothing where that is asked for', async () => {
    const anna = await subscriber({ stripe }, 'pm_card_chargeCustomerFail')
    const params: Stripe.SubscriptionCreateParams = { customer: anna.customer, items: [{ price: anna.pro }] }
    expect(await stripe.subscriptions.create(params)).toMatchObject({ status: 'incomplete' })
    const error = await errorOf(stripe.subscriptions.create({ ...params, payment_behavior: 'error_if_incomplete' }))
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined' })
  })

  it('refuses an inactive price, a price that is not there and an unknown parameter', async () => {
    const anna = await subscriber({ stripe })
    await stripe.prices.update(anna.max, { active: false })
    const tried = (price: string, more: object = {}) =>
      errorOf(stripe.subscriptions.create({ customer: anna.customer, items: [{ price }], ...more }))
    expect((await tried(anna.max)).statusCode).toBe(400)
    expect(await tried('price_absent')).toMatchObject({ statusCode: 400, code: 'resource_missing' })
    expect(await tried(anna.pro, { surprise: 'yes' })).toMatchObject({ code: 'parameter_unknown' })
  })

  it('moves a lookup key from one price to another only when told to', async () => {
    const key = `contract_${newIdentifier('request')}`
    const params = { currency: 'chf', unit_amount: 100, lookup_key: key, product_data: { name: 'Key' } }
    await stripe.prices.create(params)
    expect((await errorOf(stripe.prices.create(params))).statusCode).toBe(400)
    const second = await stripe.prices.create({ ...params, transfer_lookup_key: true })
    expect((await stripe.prices.list({ lookup_keys: [key] })).data.map(({ id }) => id)).toEqual([second.id])
  })

  it('renews in the time of a test clock: a draft first, charged an hour later', async () => {
    const { created } = await stripe.customers.create({ name: 'Anna AG' })
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: created })
    const anna = await subscriber({ stripe }, 'pm_card_visa', clock.id)
    const made = await stripe.subscriptions.create({ customer: anna.customer, items: [{ price: anna.pro }] })
    const end = itemOf(made).current_period_end
    await arrive(stripe, clock.id, end + 60)
    expect(await latestInvoice({ stripe }, made.id)).toMatchObject({
      status: 'draft',
      billing_reason: 'subscription_cycle',
    })
    await arrive(stripe, clock.id, end + 2 * 3_600)
    expect(await latestInvoice({ stripe }, made.id)).toMatchObject({ status: 'paid', amount_paid: 1_000 })
    expect(itemOf(await stripe.subscriptions.retrieve(made.id)).current_period_start).toBe(end)
    await stripe.testHelpers.testClocks.del(clock.id)
  }, 300_000)
})
