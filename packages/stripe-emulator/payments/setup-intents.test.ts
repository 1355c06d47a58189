import { describe, expect, it } from 'vitest'
import { chargeAway, errorOf, staysHere, typesOf } from '@/packages/stripe-emulator/testing/ask'
import { ask } from '@/packages/stripe-emulator/testing/browse'
import { Stripe, startHarness } from '@/packages/stripe-emulator/testing/harness'

const back = 'http://127.0.0.1:3000/back?tab=cards'

describe('a setup intent', () => {
  it('saves a card in one call', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { id: customer } = await stripe.customers.create({})
    const intent = await stripe.setupIntents.create({
      customer,
      payment_method: 'pm_card_visa',
      confirm: true,
      automatic_payment_methods: staysHere,
    })
    expect(intent).toMatchObject({ status: 'succeeded', usage: 'off_session', next_action: null })
    const method = String(intent.payment_method)
    expect((await stripe.paymentMethods.retrieve(method)).customer).toBe(customer)
    expect((await chargeAway(harness, { customer, method })).status).toBe('succeeded')
    expect((await stripe.setupIntents.list({ customer })).data.map(({ id }) => id)).toEqual([intent.id])
  })

  it('is refused with 402 and the intent as it is then', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { id: customer } = await stripe.customers.create({})
    const { id } = await stripe.setupIntents.create({
      customer,
      description: 'Karte',
      automatic_payment_methods: staysHere,
    })
    const error = await errorOf(stripe.setupIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }))
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError)
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined', setup_intent: { id } })
    expect(await stripe.setupIntents.retrieve(id)).toMatchObject({
      status: 'requires_payment_method',
      description: 'Karte',
      last_setup_error: { decline_code: 'generic_decline' },
    })
    expect(await typesOf(harness)).toContain('setup_intent.setup_failed')
    expect((await stripe.setupIntents.confirm(id, { payment_method: 'pm_card_visa' })).status).toBe('succeeded')
    const late = await errorOf(stripe.setupIntents.confirm(id, { payment_method: 'pm_card_visa' }))
    expect(late.code).toBe('setup_intent_unexpected_state')
    expect((await errorOf(stripe.setupIntents.cancel(id))).statusCode).toBe(400)
  })

  it('leads its owner to the bank and back, and is done then', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { id: customer } = await stripe.customers.create({})
    const intent = await stripe.setupIntents.create({
      customer,
      payment_method: 'pm_card_authenticationRequiredOnSetup',
      confirm: true,
      return_url: back,
    })
    const url = intent.next_action?.redirect_to_url?.url ?? ''
    const { body } = await ask(harness, url, 'finish', { result: 'complete' })
    const target = new URL(String(body.redirect))
    expect(Object.fromEntries(target.searchParams)).toEqual({
      tab: 'cards',
      setup_intent: intent.id,
      setup_intent_client_secret: intent.client_secret,
      redirect_status: 'succeeded',
    })
    expect(await stripe.setupIntents.retrieve(intent.id, { expand: ['payment_method'] })).toMatchObject({
      status: 'succeeded',
      payment_method: { customer },
    })
  })

  it('can be given up until it is done', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { id } = await stripe.setupIntents.create({ automatic_payment_methods: staysHere })
    const canceled = await stripe.setupIntents.cancel(id, { cancellation_reason: 'abandoned' })
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' })
    expect((await errorOf(stripe.setupIntents.confirm(id))).code).toBe('setup_intent_unexpected_state')
    expect(await typesOf(harness)).toEqual(['setup_intent.created', 'setup_intent.canceled'])
  })
})

describe('the authentication page', () => {
  const waiting = async (token = 'pm_card_authenticationRequired') => {
    const harness = startHarness()
    const { stripe } = harness
    const customer = await stripe.customers.create({})
    const method = await stripe.paymentMethods.attach(token, { customer: customer.id })
    const error = await errorOf(chargeAway(harness, { customer: customer.id, method: method.id }))
    const id = error.payment_intent?.id ?? ''
    const intent = await stripe.paymentIntents.confirm(id, { payment_method: method.id, return_url: back })
    return { harness, id, method: method.id, url: intent.next_action?.redirect_to_url?.url ?? '' }
  }

  it('says what is to be approved, to the holder of the link alone', async () => {
    const { harness, url } = await waiting()
    const { status, body } = await ask(harness, url, 'state')
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'requires_action', ask: { text: expect.stringContaining('CHF 50.00') } })
    expect((await ask(harness, `${url.split('#')[0]}#wrong`, 'state')).status).toBe(401)
    expect((await ask(harness, `${url.split('#')[0]}#wrong`, 'finish', { result: 'complete' })).status).toBe(401)
  })

  it('completes the payment once, however often it is sent', async () => {
    const { harness, id, url } = await waiting()
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ask(harness, url, 'finish', { result: 'complete' })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const paid = await harness.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] })
    expect(paid).toMatchObject({
      status: 'succeeded',
      next_action: null,
      latest_charge: { payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } } },
    })
    expect((await typesOf(harness)).filter((type) => type === 'payment_intent.succeeded')).toHaveLength(1)
  })

  it('lets a card that is kept by the payment be charged later without its owner', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { id: customer } = await stripe.customers.create({})
    const given = { amount: 900, currency: 'chf', customer, confirm: true, return_url: back }
    const token = 'pm_card_authenticationRequiredOnSetup'
    const usage = { payment_method: token, setup_future_usage: 'off_session' } as const
    const intent = await stripe.paymentIntents.create({ ...given, ...usage })
    await ask(harness, intent.next_action?.redirect_to_url?.url ?? '', 'finish', { result: 'complete' })
    const [method] = (await stripe.paymentMethods.list({ customer })).data
    expect((await chargeAway(harness, { customer, method: method?.id ?? '' })).status).toBe('succeeded')
  })

  it('leads back with the failure, and the payment takes another card', async () => {
    const { harness, id, url } = await waiting()
    const { body } = await ask(harness, url, 'finish', { result: 'fail' })
    expect(new URL(String(body.redirect)).searchParams.get('redirect_status')).toBe('failed')
    expect(await harness.stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    })
  })

  it('is where a card is declined that has no money behind the approval', async () => {
    const { harness, id, url } = await waiting('pm_card_threeDSecureRequiredChargeDeclined')
    const { body } = await ask(harness, url, 'finish', { result: 'complete' })
    expect(body).toMatchObject({ succeeded: false, message: 'Your card was declined.' })
    expect((await harness.stripe.paymentIntents.retrieve(id)).last_payment_error?.code).toBe('card_declined')
  })

  it('lets the owner confirm with a saved card in the page of the portal', async () => {
    const { harness, id, method } = await waiting()
    await harness.stripe.paymentIntents.update(id, { description: 'again' })
    const { client_secret } = await harness.stripe.paymentIntents.retrieve(id)
    const address = `http://127.0.0.1:3000/stripe-emulator/authenticate/${id}#${client_secret}`
    const confirmed = await ask(harness, address, 'confirm', { payment_method: method })
    expect(confirmed.body).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } })
    expect((await ask(harness, address, 'finish', { result: 'complete' })).body).toMatchObject({ redirect: null })
  })
})
