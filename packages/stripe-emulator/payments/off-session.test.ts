import { describe, expect, it } from 'vitest'
import { chargeAway, customerWith, errorOf, staysHere, typesOf } from '@/packages/stripe-emulator/testing/ask'
import { Stripe, startHarness } from '@/packages/stripe-emulator/testing/harness'

describe('a card that is charged while its owner is away', () => {
  it('pays in one call, and says so in order', async () => {
    const harness = startHarness()
    const saved = await customerWith(harness)
    const intent = await chargeAway(harness, saved, {
      description: 'Auto-recharge',
      metadata: { recharge: 'rch_1' },
      statement_descriptor_suffix: 'CREDIT',
      expand: ['latest_charge', 'payment_method', 'customer'],
    })
    expect(intent).toMatchObject({
      status: 'succeeded',
      amount_received: 5_000,
      description: 'Auto-recharge',
      metadata: { recharge: 'rch_1' },
      latest_charge: { paid: true, refunded: false, statement_descriptor_suffix: 'CREDIT' },
      payment_method: { id: saved.method },
      customer: { id: saved.customer },
      last_payment_error: null,
      next_action: null,
    })
    expect((await typesOf(harness)).slice(-3)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
  })

  it('is declined with 402, and the payment is there with what went wrong', async () => {
    const harness = startHarness()
    const saved = await customerWith(harness, 'pm_card_chargeCustomerFail')
    const error = await errorOf(chargeAway(harness, saved))
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError)
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' })
    const intent = await harness.stripe.paymentIntents.retrieve(error.payment_intent?.id ?? '')
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: { code: 'card_declined', payment_method: { id: saved.method } },
    })
    expect(await harness.stripe.charges.retrieve(String(intent.latest_charge))).toMatchObject({
      status: 'failed',
      failure_code: 'card_declined',
      outcome: { reason: 'generic_decline' },
    })
    expect((await typesOf(harness)).slice(-3)).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
    ])
  })

  it('is declined where the bank wants its owner, and pays once the owner has come', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const saved = await customerWith(harness, 'pm_card_authenticationRequired')
    const error = await errorOf(chargeAway(harness, saved))
    expect(error).toMatchObject({
      statusCode: 402,
      code: 'authentication_required',
      decline_code: 'authentication_required',
    })
    const id = error.payment_intent?.id ?? ''
    const asked = await stripe.paymentIntents.confirm(id, {
      payment_method: saved.method,
      return_url: 'http://127.0.0.1:3000/back',
    })
    expect(asked.status).toBe('requires_action')
    expect(asked.next_action?.redirect_to_url?.url).toContain(`/stripe-emulator/authenticate/${id}#`)
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })
    expect(canceled).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'abandoned',
      canceled_at: expect.any(Number),
    })
    expect((await typesOf(harness)).slice(-2)).toEqual(['payment_intent.requires_action', 'payment_intent.canceled'])
  })

  it('is charged once however often the call comes under one key, and declined once too', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const good = await customerWith(harness)
    const idempotencyKey = 'recharge_1'
    const same = await Promise.all(Array.from({ length: 8 }, () => chargeAway(harness, good, {}, { idempotencyKey })))
    expect(new Set(same.map(({ id }) => id)).size).toBe(1)
    const bad = await customerWith(harness, 'pm_card_chargeCustomerFail')
    const again = () => errorOf(chargeAway(harness, bad, {}, { idempotencyKey: 'recharge_2' }))
    const errors = [await again(), await again()]
    expect(new Set(errors.map(({ payment_intent }) => payment_intent?.id)).size).toBe(1)
    expect((await stripe.charges.list({ customer: bad.customer })).data).toHaveLength(1)
  })

  it('refuses a card of somebody else, a card of nobody any more, and one that was used up', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const mine = await customerWith(harness)
    const theirs = await customerWith(harness)
    const wrong = await errorOf(chargeAway(harness, { customer: mine.customer, method: theirs.method }))
    expect(wrong).toMatchObject({ statusCode: 400, param: 'payment_method' })
    expect(wrong.message).toContain('does not belong to the Customer you supplied')
    await stripe.paymentMethods.detach(theirs.method)
    const gone = await errorOf(chargeAway(harness, theirs))
    expect(gone.message).toContain('may not be used again')
    const once = await stripe.paymentIntents.create({
      amount: 900,
      currency: 'chf',
      payment_method: 'pm_card_visa',
      confirm: true,
      automatic_payment_methods: staysHere,
    })
    const used = await errorOf(
      stripe.paymentIntents.create({ amount: 900, currency: 'chf', payment_method: String(once.payment_method) }),
    )
    expect(used.message).toContain('may not be used again')
  })
})
