import { describe, expect, it } from 'vitest'
import { createEmulator } from './emulator'
import { authenticate, cards, type Harness, pay, type Stripe, startHarness, webhookSecret } from './testing/harness'

const open = async ({ stripe }: Harness) => {
  const customer = await stripe.customers.create({ name: 'Anna AG', email: 'anna@example.com' })
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    ui_mode: 'embedded_page',
    redirect_on_completion: 'never',
    customer: customer.id,
    line_items: [
      { quantity: 1, price_data: { currency: 'chf', unit_amount: 20_550, product_data: { name: '2026-0001' } } },
    ],
    metadata: { invoice: 'inv_1' },
    payment_intent_data: { metadata: { invoice: 'inv_1' } },
  })
  if (session.client_secret === null) throw new Error('no client secret')
  return { id: session.id, secret: session.client_secret, customer: customer.id }
}

const paymentOf = async ({ stripe }: Harness, id: string) => {
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] })
  const intent = session.payment_intent
  if (intent === null || typeof intent === 'string') throw new Error('the payment intent was not expanded')
  return { session, intent, charge: intent.latest_charge as Stripe.Charge | null }
}

const typesOf = async ({ emulator, received }: Harness): Promise<string[]> => {
  await emulator.deliverDue()
  return received.map(({ type }) => type)
}

describe('paying on the card page', () => {
  it('charges the card, completes the session and announces it in order', async () => {
    const harness = startHarness()
    const { id, secret, customer } = await open(harness)
    expect(await pay(harness.emulator, secret, cards.good)).toEqual({ status: 200, body: { outcome: 'paid' } })
    const { session, intent, charge } = await paymentOf(harness, id)
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', client_secret: null })
    expect(session.customer_details).toMatchObject({ email: 'anna@example.com', name: 'Anna Muster' })
    expect(intent).toMatchObject({
      status: 'succeeded',
      amount_received: 20_550,
      customer,
      metadata: { invoice: 'inv_1' },
    })
    expect(charge).toMatchObject({ paid: true, amount: 20_550, currency: 'chf', status: 'succeeded' })
    expect(charge?.payment_method_details?.card).toMatchObject({ brand: 'visa', last4: '4242' })
    expect(await typesOf(harness)).toEqual([
      'customer.created',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
  })

  it('leaves the session open after a decline, so that another card can pay', async () => {
    const harness = startHarness()
    const { id, secret } = await open(harness)
    const declined = await pay(harness.emulator, secret, cards.declined)
    expect(declined).toMatchObject({
      status: 402,
      body: { error: { code: 'card_declined', decline_code: 'generic_decline' } },
    })
    const first = await paymentOf(harness, id)
    expect(first.session).toMatchObject({ status: 'open', payment_status: 'unpaid' })
    expect(first.intent.last_payment_error).toMatchObject({
      code: 'card_declined',
      payment_method: { card: { last4: '0002' } },
    })
    expect((await pay(harness.emulator, secret, cards.good)).status).toBe(200)
    const second = await paymentOf(harness, id)
    expect(second.intent).toMatchObject({ id: first.intent.id, status: 'succeeded', last_payment_error: null })
    expect(await typesOf(harness)).toEqual([
      'customer.created',
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
  })

  it('says when the funds are insufficient', async () => {
    const harness = startHarness()
    const { secret } = await open(harness)
    const { body } = await pay(harness.emulator, secret, cards.insufficient)
    expect(body.error).toMatchObject({ code: 'card_declined', decline_code: 'insufficient_funds' })
  })

  it('never charges a real card', async () => {
    const harness = startHarness()
    const { secret } = await open(harness)
    const { body } = await pay(harness.emulator, secret, '4111111111111111')
    expect(body.error).toMatchObject({ decline_code: 'test_mode_live_card' })
  })

  it.each([
    ['a wrong check digit', { number: '4242424242424241' }, 'incorrect_number'],
    ['a month that does not exist', { expiry: '13 / 34' }, 'invalid_expiry_month'],
    ['a card that has expired', { expiry: '12 / 20' }, 'invalid_expiry_year'],
    ['a security code of two digits', { cvc: '12' }, 'invalid_cvc'],
  ])('refuses %s before anything is charged', async (_, more, code) => {
    const harness = startHarness()
    const { id, secret } = await open(harness)
    expect(await pay(harness.emulator, secret, cards.good, more)).toMatchObject({
      status: 402,
      body: { error: { code } },
    })
    expect((await harness.stripe.checkout.sessions.retrieve(id)).payment_intent).toBeNull()
  })

  it('waits for authentication, and pays when it is completed', async () => {
    const harness = startHarness()
    const { id, secret } = await open(harness)
    expect((await pay(harness.emulator, secret, cards.asking)).body).toEqual({ outcome: 'authenticate' })
    expect((await paymentOf(harness, id)).intent.status).toBe('requires_action')
    expect((await authenticate(harness.emulator, secret, 'complete')).body).toEqual({ outcome: 'paid' })
    expect((await paymentOf(harness, id)).charge?.payment_method_details?.card?.three_d_secure?.result).toBe(
      'authenticated',
    )
  })

  it('takes another card after a failed authentication', async () => {
    const harness = startHarness()
    const { id, secret } = await open(harness)
    await pay(harness.emulator, secret, cards.asking)
    const failed = await authenticate(harness.emulator, secret, 'fail')
    expect(failed).toMatchObject({ status: 402, body: { error: { code: 'payment_intent_authentication_failure' } } })
    expect((await authenticate(harness.emulator, secret, 'complete')).status).toBe(400)
    await pay(harness.emulator, secret, cards.good)
    expect((await paymentOf(harness, id)).session.status).toBe('complete')
  })

  it('charges once when the form is sent twenty times at once', async () => {
    const harness = startHarness()
    const { secret, customer } = await open(harness)
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay(harness.emulator, secret, cards.good)))
    expect(answers.every(({ status, body }) => status === 200 && body.outcome === 'paid')).toBe(true)
    const intents = await harness.stripe.paymentIntents.list({ customer })
    expect(intents.data).toHaveLength(1)
    const types = await typesOf(harness)
    expect(types.filter((type) => type === 'charge.succeeded')).toHaveLength(1)
    expect(types.filter((type) => type === 'checkout.session.completed')).toHaveLength(1)
  })

  it('shows a session to the holder of its client secret alone', async () => {
    const harness = startHarness()
    const { id } = await open(harness)
    expect((await pay(harness.emulator, `${id}_secret_wrong`, cards.good)).status).toBe(401)
    expect((await pay(harness.emulator, 'cs_test_absent_secret_wrong', cards.good)).status).toBe(401)
  })

  it('takes no card number anywhere into its state', async () => {
    const harness = startHarness()
    const { id, secret } = await open(harness)
    await pay(harness.emulator, secret, cards.good)
    const { session, intent, charge } = await paymentOf(harness, id)
    await harness.emulator.deliverDue()
    expect(JSON.stringify([session, intent, charge, harness.received])).not.toContain(cards.good)
  })
})

describe('time', () => {
  it('ends a session after a day, says so once, and takes no card any more', async () => {
    const harness = startHarness()
    const { id, secret } = await open(harness)
    await pay(harness.emulator, secret, cards.declined)
    harness.advance(24 * 3600 + 1)
    const late = await pay(harness.emulator, secret, cards.good)
    expect(late).toMatchObject({ status: 400, body: { error: { code: 'checkout_session_expired' } } })
    await harness.emulator.deliverDue()
    await harness.emulator.deliverDue()
    expect((await harness.stripe.checkout.sessions.retrieve(id)).status).toBe('expired')
    const types = await typesOf(harness)
    expect(types.filter((type) => type === 'checkout.session.expired')).toHaveLength(1)
    expect(types.filter((type) => type === 'payment_intent.canceled')).toHaveLength(1)
  })
})

it('does not start with a live key', () => {
  const options = {
    now: () => {
      throw new Error('unused')
    },
    deliver: fetch,
    webhookSecret,
    webhookUrl: '',
    publicUrl: '',
  }
  for (const apiKey of ['sk_live_x', 'rk_live_x']) {
    expect(() => createEmulator({ ...options, apiKey, store: {} as never })).toThrow('does not run with a live key')
  }
})
