import { describe, expect, it } from 'vitest'
import { chargeAway, errorOf, flip, typesOf } from '@/packages/stripe-emulator/testing/ask'
import { ask, typedAccount } from '@/packages/stripe-emulator/testing/browse'
import { cards, type Harness, pay, type Stripe, startHarness } from '@/packages/stripe-emulator/testing/harness'

const accounts = {
  atOnce: 'DE89 3704 0044 0532 0130 00',
  later: 'DE08370400440532013003',
  never: 'DE62370400440532013001',
}

const open = async ({ stripe }: Harness, more: Partial<Stripe.Checkout.SessionCreateParams> = {}) => {
  const customer = await stripe.customers.create({ email: 'anna@example.com' })
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    customer: customer.id,
    success_url: 'https://example.com/done',
    line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 4_900, product_data: { name: 'Pack' } } }],
    ...more,
  })
  return { id: session.id, url: session.url ?? '', customer: customer.id }
}

const debit = (harness: Harness, url: string, iban: string) => ask(harness, url, 'confirm', typedAccount(iban))

const stateOf = async ({ stripe }: Harness, id: string) => {
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] })
  const intent = session.payment_intent as Stripe.PaymentIntent
  return [session.status, session.payment_status, intent.status, (intent.latest_charge as Stripe.Charge).status]
}

describe('a debit in Checkout', () => {
  it('completes the session unpaid, and says later that the money came', async () => {
    const harness = startHarness()
    const { id, url } = await open(harness)
    expect((await debit(harness, url, accounts.later)).body).toEqual({ outcome: 'paid' })
    expect(await stateOf(harness, id)).toEqual(['complete', 'unpaid', 'processing', 'pending'])
    harness.advance(170)
    await harness.emulator.deliverDue()
    expect(await stateOf(harness, id)).toEqual(['complete', 'unpaid', 'processing', 'pending'])
    harness.advance(20)
    await Promise.all([harness.emulator.deliverDue(), harness.emulator.deliverDue()])
    expect(await stateOf(harness, id)).toEqual(['complete', 'paid', 'succeeded', 'succeeded'])
    expect(await typesOf(harness)).toEqual([
      'customer.created',
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'checkout.session.completed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
    ])
  })

  it('says later that the money did not come', async () => {
    const harness = startHarness()
    const { id, url } = await open(harness)
    await debit(harness, url, accounts.never)
    await harness.emulator.deliverDue()
    expect(await stateOf(harness, id)).toEqual(['complete', 'unpaid', 'requires_payment_method', 'failed'])
    expect((await typesOf(harness)).slice(-3)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'checkout.session.async_payment_failed',
    ])
  })

  it.each(['succeeded', 'failed'])('can be ended by hand: %s', async (ends) => {
    const harness = startHarness()
    const { id, url } = await open(harness)
    await debit(harness, url, accounts.later)
    const { payment_intent } = await harness.stripe.checkout.sessions.retrieve(id)
    expect((await flip(harness, `payment_intents/${payment_intent}/settle`, { ends })).status).toBe(200)
    expect((await stateOf(harness, id))[3]).toBe(ends)
    expect((await flip(harness, `payment_intents/${payment_intent}/settle`, { ends })).status).toBe(400)
  })

  it('can be saved, and charged again while its owner is away', async () => {
    const harness = startHarness()
    const { url, customer } = await open(harness, { payment_intent_data: { setup_future_usage: 'off_session' } })
    await debit(harness, url, accounts.atOnce)
    const [method] = (await harness.stripe.paymentMethods.list({ customer, type: 'sepa_debit' })).data
    expect(method?.sepa_debit).toMatchObject({ country: 'DE', last4: '3000' })
    const intent = await chargeAway(harness, { customer, method: method?.id ?? '' }, { currency: 'eur' })
    expect(intent.status).toBe('processing')
    const wrong = chargeAway(harness, { customer, method: method?.id ?? '' }, { currency: 'chf' })
    expect((await errorOf(wrong)).code).toBe('payment_intent_incompatible_payment_method')
  })

  it('is offered for euros alone, and only where it is allowed', async () => {
    const harness = startHarness()
    const line = { quantity: 1, price_data: { currency: 'chf', unit_amount: 900, product_data: { name: 'x' } } }
    const francs = await open(harness, { line_items: [line] })
    const cardsOnly = await open(harness, { allowed_payment_method_types: ['card'] })
    for (const { url } of [francs, cardsOnly]) {
      expect((await ask(harness, url, 'state')).body.methods).toEqual(['card'])
      expect((await debit(harness, url, accounts.atOnce)).status).toBe(400)
    }
    const debitsOnly = await open(harness, { allowed_payment_method_types: ['sepa_debit'] })
    expect((await ask(harness, debitsOnly.url, 'state')).body.methods).toEqual(['sepa_debit'])
    const error = await errorOf(open(harness, { line_items: [line], allowed_payment_method_types: ['sepa_debit'] }))
    expect(error.param).toBe('allowed_payment_method_types')
  })

  it.each([
    ['DE89370400440532013001', 'invalid_bank_account_iban'],
    ['CH5604835012345678009', 'account_number_invalid'],
    ['nonsense', 'invalid_bank_account_iban'],
  ])('refuses %s, and the form stays', async (iban, code) => {
    const harness = startHarness()
    const { id, url } = await open(harness)
    expect(await debit(harness, url, iban)).toMatchObject({ status: 400, body: { error: { code, param: 'iban' } } })
    expect((await harness.stripe.checkout.sessions.retrieve(id)).payment_intent).toBeNull()
  })

  it('leaves cards as they are', async () => {
    const harness = startHarness()
    const { id } = await open(harness)
    const { stripe, emulator } = harness
    const session = await stripe.checkout.sessions.retrieve(id)
    await pay(emulator, session.url?.split('#')[1] ?? '', cards.good)
    expect((await stripe.checkout.sessions.retrieve(id)).payment_status).toBe('paid')
  })
})
