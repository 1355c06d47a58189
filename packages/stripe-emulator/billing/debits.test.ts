import { describe, expect, it } from 'vitest'
import { ask, typedAccount } from '@/packages/stripe-emulator/testing/browse'
import { startHarness } from '@/packages/stripe-emulator/testing/harness'
import { latestInvoice } from './testing/subscriber'

/** A customer whose account was saved with a payment, and a subscription that is debited from it. */
const debited = async () => {
  const harness = startHarness()
  const { stripe } = harness
  const customer = await stripe.customers.create({ name: 'Anna', email: 'anna@example.com' })
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    customer: customer.id,
    success_url: 'https://example.com/done',
    line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 500, product_data: { name: 'Pack' } } }],
    payment_intent_data: { setup_future_usage: 'off_session' },
  })
  const answer = await ask(harness, session.url ?? '', 'confirm', typedAccount('DE08370400440532013003'))
  expect(answer.status).toBe(200)
  const [method] = (await stripe.paymentMethods.list({ customer: customer.id, type: 'sepa_debit' })).data
  const price = await stripe.prices.create({
    currency: 'eur',
    unit_amount: 1_000,
    recurring: { interval: 'month' },
    product_data: { name: 'Pro' },
  })
  const made = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    ...(method && { default_payment_method: method.id }),
  })
  return { ...harness, harness, made, customer: customer.id }
}

describe('a subscription that is debited', () => {
  it('is incomplete while the first debit is under way, and active once it has arrived', async () => {
    const { stripe, harness, made, emulator } = await debited()
    expect(made.status).toBe('incomplete')
    expect(await latestInvoice(harness, made.id)).toMatchObject({ status: 'open', attempted: true })
    harness.advance(200)
    await emulator.deliverDue()
    expect(await stripe.subscriptions.retrieve(made.id)).toMatchObject({ status: 'active' })
    expect(await latestInvoice(harness, made.id)).toMatchObject({ status: 'paid', attempt_count: 1 })
  })

  it('is not tried by another way while a debit is under way', async () => {
    const { stripe, harness, made, customer } = await debited()
    const invoice = await latestInvoice(harness, made.id)
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    const waiting = await stripe.invoices.pay(String(invoice.id), { payment_method: card.id })
    expect(waiting.status).toBe('open')
    const { data } = await stripe.charges.list({ customer })
    expect(data.filter(({ amount }) => amount === 1_000)).toHaveLength(1)
  })
})
