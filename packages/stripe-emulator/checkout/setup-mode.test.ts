import { describe, expect, it } from 'vitest'
import { chargeAway, errorOf, typesOf } from '@/packages/stripe-emulator/testing/ask'
import {
  authenticate,
  cards,
  type Harness,
  pay,
  type Stripe,
  startHarness,
} from '@/packages/stripe-emulator/testing/harness'

const open = async ({ stripe }: Harness, more: Partial<Stripe.Checkout.SessionCreateParams> = {}) => {
  const customer = await stripe.customers.create({ email: 'anna@example.com' })
  const session = await stripe.checkout.sessions.create({
    mode: 'setup',
    ui_mode: 'embedded_page',
    redirect_on_completion: 'never',
    currency: 'chf',
    customer: customer.id,
    metadata: { org: 'acme' },
    setup_intent_data: { metadata: { org: 'acme' } },
    ...more,
  })
  return { id: session.id, secret: session.client_secret ?? '', customer: customer.id, session }
}

describe('saving a card in Checkout', () => {
  it('attaches it to the customer, and says so in order', async () => {
    const harness = startHarness()
    const { stripe, emulator } = harness
    const { id, secret, customer, session } = await open(harness)
    expect(session).toMatchObject({
      mode: 'setup',
      payment_status: 'no_payment_required',
      amount_total: null,
      currency: 'chf',
      payment_intent: null,
      setup_intent: null,
    })
    expect((await pay(emulator, secret, cards.good)).status).toBe(200)
    const complete = await stripe.checkout.sessions.retrieve(id, { expand: ['setup_intent.payment_method'] })
    expect(complete).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      setup_intent: { status: 'succeeded', usage: 'off_session', metadata: { org: 'acme' }, customer },
    })
    const { payment_method: method } = complete.setup_intent as Stripe.SetupIntent
    expect(method).toMatchObject({ customer, card: { brand: 'visa', last4: '4242' }, allow_redisplay: 'limited' })
    expect(await typesOf(harness)).toEqual([
      'customer.created',
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
      'checkout.session.completed',
    ])
    expect((await chargeAway(harness, { customer, method: (method as Stripe.PaymentMethod).id })).status).toBe(
      'succeeded',
    )
  })

  it('leaves the session open after a decline, and takes another card', async () => {
    const harness = startHarness()
    const { stripe, emulator } = harness
    const { id, secret } = await open(harness)
    expect(await pay(emulator, secret, cards.declined)).toMatchObject({
      status: 402,
      body: { error: { code: 'card_declined', decline_code: 'generic_decline' } },
    })
    const first = await stripe.checkout.sessions.retrieve(id, { expand: ['setup_intent'] })
    expect(first).toMatchObject({
      status: 'open',
      setup_intent: { status: 'requires_payment_method', last_setup_error: { code: 'card_declined' } },
    })
    await pay(emulator, secret, cards.good)
    expect((await stripe.checkout.sessions.retrieve(id)).status).toBe('complete')
    expect(await typesOf(harness)).toContain('setup_intent.setup_failed')
  })

  it('asks the owner, and does not have to ask again afterwards', async () => {
    const harness = startHarness()
    const { stripe, emulator } = harness
    const { id, secret, customer } = await open(harness)
    expect((await pay(emulator, secret, cards.asking)).body).toEqual({ outcome: 'authenticate' })
    expect(await typesOf(harness)).toContain('setup_intent.requires_action')
    expect((await authenticate(emulator, secret, 'complete')).body).toEqual({ outcome: 'paid' })
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['setup_intent'] })
    const method = String((session.setup_intent as Stripe.SetupIntent).payment_method)
    expect((await chargeAway(harness, { customer, method })).status).toBe('succeeded')
  })

  it('goes on with another card where the owner failed to authenticate', async () => {
    const harness = startHarness()
    const { emulator, stripe } = harness
    const { id, secret } = await open(harness)
    await pay(emulator, secret, cards.asking)
    const failed = await authenticate(emulator, secret, 'fail')
    expect(failed).toMatchObject({ status: 402, body: { error: { code: 'setup_intent_authentication_failure' } } })
    await pay(emulator, secret, cards.good)
    expect((await stripe.checkout.sessions.retrieve(id)).status).toBe('complete')
  })

  it('saves a card that will decline, as Stripe does', async () => {
    const harness = startHarness()
    const { stripe, emulator } = harness
    const { secret, customer } = await open(harness)
    await pay(emulator, secret, cards.savedThenDeclined)
    const [method] = (await stripe.paymentMethods.list({ customer })).data
    expect(await errorOf(chargeAway(harness, { customer, method: method?.id ?? '' }))).toMatchObject({
      statusCode: 402,
    })
  })

  it('makes a customer where one is asked for, and needs none where none is', async () => {
    const harness = startHarness()
    const { stripe, emulator } = harness
    const begin = (more: Partial<Stripe.Checkout.SessionCreateParams>) =>
      stripe.checkout.sessions.create({
        mode: 'setup',
        ui_mode: 'embedded_page',
        redirect_on_completion: 'never',
        currency: 'chf',
        ...more,
      })
    const wanting = await begin({ customer_creation: 'always' })
    await pay(emulator, wanting.client_secret ?? '', cards.good)
    const made = await stripe.checkout.sessions.retrieve(wanting.id, { expand: ['customer'] })
    expect(made.customer).toMatchObject({ email: 'anna@example.com', name: 'Anna Muster' })
    const without = await begin({})
    await pay(emulator, without.client_secret ?? '', cards.good)
    const read = await stripe.checkout.sessions.retrieve(without.id, { expand: ['setup_intent.payment_method'] })
    expect(read.customer).toBeNull()
    expect(read.setup_intent).toMatchObject({ status: 'succeeded', payment_method: { customer: null } })
  })

  it.each([
    ['without a currency', { currency: undefined }, 'currency'],
    ['with lines', { line_items: [{ price: 'price_1', quantity: 1 }] }, 'line_items'],
    ['with a payment', { payment_intent_data: { description: 'x' } }, 'payment_intent_data'],
    ['with a return_url where the page stays', { return_url: 'https://example.com' }, 'return_url'],
    ['embedded and with a way out', { redirect_on_completion: 'always' }, 'return_url'],
    [
      'as a page that is hosted, to nowhere',
      { ui_mode: 'hosted_page', redirect_on_completion: undefined },
      'success_url',
    ],
  ])('is refused %s', async (_, more, param) => {
    const error = await errorOf(open(startHarness(), more as Partial<Stripe.Checkout.SessionCreateParams>))
    expect(error).toMatchObject({ statusCode: 400, param })
  })

  it('needs no currency where the ways to pay are named, and goes by a page of its own where it is hosted', async () => {
    const { session } = await open(startHarness(), {
      currency: undefined,
      allowed_payment_method_types: ['card'],
      ui_mode: 'hosted_page',
      redirect_on_completion: undefined,
      success_url: 'https://example.com/done?s={CHECKOUT_SESSION_ID}',
    })
    expect(session).toMatchObject({ currency: null, payment_method_types: ['card'], client_secret: null })
    expect(session.url).toContain('/stripe-emulator/checkout/')
  })

  it('ends with its session', async () => {
    const harness = startHarness()
    const { stripe, emulator } = harness
    const { id, secret } = await open(harness)
    await pay(emulator, secret, cards.declined)
    const { setup_intent } = await stripe.checkout.sessions.expire(id)
    expect((await stripe.setupIntents.retrieve(String(setup_intent))).status).toBe('canceled')
  })
})
