import { describe, expect, it } from 'vitest'
import { errorOf } from '@/packages/stripe-emulator/testing/ask'
import { startHarness } from '@/packages/stripe-emulator/testing/harness'
import { itemOf, latestInvoice, subscriber, typesSince } from './testing/subscriber'

const create = async (token?: string) => {
  const harness = startHarness()
  const anna = await subscriber(harness, token)
  await harness.emulator.deliverDue()
  return { ...harness, harness, anna, before: harness.received.length }
}

describe('subscribing', () => {
  it('charges the first period at once and says so in order', async () => {
    const { stripe, harness, anna, before } = await create()
    const made = await stripe.subscriptions.create({
      customer: anna.customer,
      items: [{ price: anna.pro }],
      metadata: { org: 'org_1' },
    })
    expect(made).toMatchObject({
      object: 'subscription',
      status: 'active',
      currency: 'chf',
      metadata: { org: 'org_1' },
      cancel_at: null,
      cancel_at_period_end: false,
      billing_mode: { type: 'flexible' },
    })
    const item = itemOf(made)
    expect(item).toMatchObject({ quantity: 1, price: { id: anna.pro, unit_amount: 1_000 }, plan: { id: anna.pro } })
    expect(item.current_period_start).toBe(made.created)
    expect((item.current_period_end - item.current_period_start) / 86_400).toBeGreaterThanOrEqual(28)
    const invoice = await latestInvoice(harness, made.id)
    expect(invoice).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_create',
      amount_due: 1_000,
      amount_paid: 1_000,
      amount_remaining: 0,
      attempt_count: 1,
      attempted: true,
      parent: { subscription_details: { subscription: made.id, metadata: { org: 'org_1' } } },
      lines: { data: [{ description: '1 × Pro (at CHF 10.00 / month)', amount: 1_000 }] },
      payments: { data: [{ status: 'paid', amount_paid: 1_000, is_default: true }] },
    })
    expect(invoice.number).toMatch(/^[0-9A-Z]{8}-0001$/)
    expect(await typesSince(harness, before)).toEqual([
      'customer.subscription.created',
      'invoice.created',
      'customer.updated',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'customer.subscription.updated',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
    ])
  })

  it('is incomplete after a decline, begins when the invoice is paid, and says so', async () => {
    const { stripe, harness, anna, before } = await create('pm_card_chargeCustomerFail')
    const made = await stripe.subscriptions.create({ customer: anna.customer, items: [{ price: anna.pro }] })
    expect(made.status).toBe('incomplete')
    const invoice = await latestInvoice(harness, made.id)
    expect(invoice).toMatchObject({ status: 'open', attempt_count: 1, next_payment_attempt: null })
    expect(await typesSince(harness, before)).toContain('invoice.payment_failed')
    const good = await stripe.paymentMethods.attach('pm_card_visa', { customer: anna.customer })
    const paid = await stripe.invoices.pay(String(invoice.id), { payment_method: good.id })
    expect(paid.status).toBe('paid')
    expect(await stripe.subscriptions.retrieve(made.id)).toMatchObject({ status: 'active' })
  })

  it('keeps nothing of a decline with error_if_incomplete', async () => {
    const { stripe, anna } = await create('pm_card_chargeCustomerFail')
    const error = await errorOf(
      stripe.subscriptions.create({
        customer: anna.customer,
        items: [{ price: anna.pro }],
        payment_behavior: 'error_if_incomplete',
      }),
    )
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' })
    expect((await stripe.subscriptions.list({ customer: anna.customer, status: 'all' })).data).toEqual([])
    expect((await stripe.invoices.list({ customer: anna.customer })).data).toEqual([])
  })

  it('waits for the customer with default_incomplete, and hands out the secret to pay with', async () => {
    const { stripe, anna } = await create()
    const made = await stripe.subscriptions.create({
      customer: anna.customer,
      items: [{ price: anna.pro }],
      payment_behavior: 'default_incomplete',
      expand: ['latest_invoice.confirmation_secret', 'latest_invoice.payments'],
    })
    expect(made).toMatchObject({
      status: 'incomplete',
      latest_invoice: { status: 'open', attempted: false, confirmation_secret: { type: 'payment_intent' } },
    })
    const invoice = made.latest_invoice
    if (invoice === null || typeof invoice === 'string') throw new Error('not expanded')
    const intent = String(invoice.payments?.data[0]?.payment.payment_intent)
    await stripe.paymentIntents.confirm(intent, { payment_method: anna.card })
    expect(await stripe.subscriptions.retrieve(made.id)).toMatchObject({ status: 'active' })
    expect(await stripe.invoices.retrieve(String(invoice.id))).toMatchObject({ status: 'paid', attempt_count: 1 })
  })

  it('asks the owner of the card where the bank does, and is active once they confirm', async () => {
    const { stripe, harness, anna, before } = await create('pm_card_authenticationRequired')
    const made = await stripe.subscriptions.create({ customer: anna.customer, items: [{ price: anna.pro }] })
    expect(made.status).toBe('incomplete')
    const invoice = await latestInvoice(harness, made.id)
    const intent = await stripe.paymentIntents.retrieve(String(invoice.payments?.data[0]?.payment.payment_intent))
    expect(intent.status).toBe('requires_action')
    expect(await typesSince(harness, before)).toContain('invoice.payment_action_required')
  })

  it('never began where it is not paid for 23 hours', async () => {
    const { stripe, harness, anna } = await create('pm_card_chargeCustomerFail')
    const made = await stripe.subscriptions.create({ customer: anna.customer, items: [{ price: anna.pro }] })
    harness.advance(23 * 3_600 + 1)
    const before = harness.received.length
    const types = await typesSince(harness, before)
    expect(types).toContain('customer.subscription.updated')
    expect(types).toContain('invoice.voided')
    expect(types).not.toContain('customer.subscription.deleted')
    expect(await stripe.subscriptions.retrieve(made.id)).toMatchObject({ status: 'incomplete_expired' })
    expect(await latestInvoice(harness, made.id)).toMatchObject({ status: 'void', amount_remaining: 0 })
  })

  it('refuses what cannot be sold, by name', async () => {
    const { stripe, anna } = await create()
    const once = await stripe.prices.create({ currency: 'chf', unit_amount: 500, product_data: { name: 'Once' } })
    const euro = await stripe.prices.create({
      currency: 'eur',
      unit_amount: 500,
      recurring: { interval: 'month' },
      product_data: { name: 'Euro' },
    })
    await stripe.prices.update(anna.max, { active: false })
    const tried = (price: string, more: object = {}) =>
      errorOf(stripe.subscriptions.create({ customer: anna.customer, items: [{ price }], ...more }))
    expect(await tried('price_absent')).toMatchObject({ code: 'resource_missing', param: 'items[0][price]' })
    expect((await tried(anna.max)).message).toContain('The price specified is inactive')
    expect((await tried(once.id)).message).toContain('`type=one_time`')
    expect((await tried(euro.id, { currency: 'chf' })).message).toContain('only supports `eur`')
    expect(await tried(anna.pro, { surprise: 'yes' })).toMatchObject({ code: 'parameter_unknown', param: 'surprise' })
    expect((await tried(anna.pro, { payment_behavior: 'pending_if_incomplete' })).param).toBe('payment_behavior')
    await stripe.subscriptions.create({ customer: anna.customer, items: [{ price: anna.pro }] })
    expect((await tried(euro.id)).message).toContain('cannot combine currencies')
  })

  it('is refused for a customer with nothing to pay with', async () => {
    const { stripe, anna } = await create()
    const poor = await stripe.customers.create({ name: 'Poor' })
    const error = await errorOf(stripe.subscriptions.create({ customer: poor.id, items: [{ price: anna.pro }] }))
    expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing' })
    expect(error.message).toContain('no attached payment source or default payment method')
    const foreign = await errorOf(
      stripe.subscriptions.create({
        customer: poor.id,
        items: [{ price: anna.pro }],
        default_payment_method: anna.card,
      }),
    )
    expect(foreign.param).toBe('default_payment_method')
  })

  it('makes one subscription of ten calls under one key', async () => {
    const { stripe, anna } = await create()
    const made = await Promise.all(
      Array.from({ length: 10 }, () =>
        stripe.subscriptions.create(
          { customer: anna.customer, items: [{ price: anna.pro }] },
          { idempotencyKey: 'one' },
        ),
      ),
    )
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
    expect((await stripe.charges.list({ customer: anna.customer })).data).toHaveLength(1)
  })
})
