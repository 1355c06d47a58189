import { describe, expect, it } from 'vitest'
import { chargeAway, customerWith, errorOf, staysHere } from '@/packages/stripe-emulator/testing/ask'
import { cards, pay, type Stripe, startHarness } from '@/packages/stripe-emulator/testing/harness'

describe('a payment that is made step by step', () => {
  it('goes from no method to one, and is paid when it is confirmed', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { customer, method } = await customerWith(harness)
    const made = await stripe.paymentIntents.create({
      amount: 1_000,
      currency: 'CHF',
      customer,
      automatic_payment_methods: staysHere,
    })
    expect(made).toMatchObject({ status: 'requires_payment_method', currency: 'chf' })
    expect((await errorOf(stripe.paymentIntents.confirm(made.id))).code).toBe('payment_intent_unexpected_state')
    const ready = await stripe.paymentIntents.update(made.id, { payment_method: method, amount: 1_200 })
    expect(ready.status).toBe('requires_confirmation')
    expect(await stripe.paymentIntents.confirm(made.id)).toMatchObject({ status: 'succeeded', amount_received: 1_200 })
    for (const call of [
      stripe.paymentIntents.confirm(made.id),
      stripe.paymentIntents.cancel(made.id),
      stripe.paymentIntents.update(made.id, { amount: 1 }),
    ]) {
      expect(await errorOf(call)).toMatchObject({
        statusCode: 400,
        code: expect.stringMatching(/unexpected_state|small/),
      })
    }
    expect(await stripe.paymentIntents.update(made.id, { description: 'later' })).toMatchObject({
      description: 'later',
    })
  })

  it('keeps the card for later where it was to', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { id: customer } = await stripe.customers.create({})
    const made = await stripe.paymentIntents.create({
      amount: 1_000,
      currency: 'chf',
      customer,
      payment_method: 'pm_card_visa',
      setup_future_usage: 'off_session',
      confirm: true,
      automatic_payment_methods: staysHere,
    })
    const method = String(made.payment_method)
    expect((await stripe.paymentMethods.retrieve(method)).customer).toBe(customer)
    expect((await chargeAway(harness, { customer, method })).status).toBe('succeeded')
  })

  it.each([
    ['below the smallest amount', { amount: 49 }, 'amount', 'amount_too_small'],
    ['above the largest amount', { amount: 100_000_000 }, 'amount', 'amount_too_large'],
    ['in a currency that is none', { currency: 'xxx' }, 'currency', undefined],
    ['for a customer that is not there', { customer: 'cus_absent' }, 'customer', 'resource_missing'],
    ['with a method that is not there', { payment_method: 'pm_absent' }, 'payment_method', 'resource_missing'],
    ['away from its owner without being confirmed', { off_session: true }, 'off_session', undefined],
    [
      'by a parameter that was retired',
      { payment_method_types: ['card'] },
      'payment_method_types',
      'parameter_unknown',
    ],
    ['captured by hand', { capture_method: 'manual' }, 'capture_method', undefined],
  ])('is refused %s', async (_, more, param, code) => {
    const { stripe } = startHarness()
    const given = { amount: 1_000, currency: 'chf', ...more } as Stripe.PaymentIntentCreateParams
    const error = await errorOf(stripe.paymentIntents.create(given))
    expect(error).toMatchObject({ statusCode: 400, param })
    if (code) expect(error.code).toBe(code)
  })

  it('needs a way back, or no way to be led away', async () => {
    const harness = startHarness()
    const saved = await customerWith(harness)
    const open = chargeAway(harness, saved, { automatic_payment_methods: { enabled: true } })
    expect((await errorOf(open)).message).toContain('you must provide a `return_url`')
    const named = { allowed_payment_method_types: ['card'], automatic_payment_methods: undefined } as const
    const given = { ...named, allowed_payment_method_types: [...named.allowed_payment_method_types] }
    expect((await chargeAway(harness, saved, given)).status).toBe('succeeded')
    const back = { automatic_payment_methods: undefined, return_url: 'https://example.com/back' }
    expect((await chargeAway(harness, saved, back)).status).toBe('succeeded')
  })

  it('of Checkout is moved by its page alone', async () => {
    const { stripe, emulator } = startHarness()
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'embedded_page',
      redirect_on_completion: 'never',
      line_items: [{ quantity: 1, price_data: { currency: 'chf', unit_amount: 900, product_data: { name: 'x' } } }],
    })
    await pay(emulator, session.client_secret ?? '', cards.declined)
    const id = String((await stripe.checkout.sessions.retrieve(session.id)).payment_intent)
    for (const call of [stripe.paymentIntents.confirm(id), stripe.paymentIntents.cancel(id)]) {
      expect((await errorOf(call)).message).toContain('created by a Checkout Session')
    }
  })
})
