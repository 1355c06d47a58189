import { describe, expect, it } from 'vitest'
import { customerWith, errorOf, typesOf } from '@/packages/stripe-emulator/testing/ask'
import { ask, typedCard } from '@/packages/stripe-emulator/testing/browse'
import { cards, type Harness, type Stripe, startHarness } from '@/packages/stripe-emulator/testing/harness'

const visit = async (harness: Harness, more: Partial<Stripe.BillingPortal.SessionCreateParams> = {}) => {
  const { customer, method } = await customerWith(harness)
  const session = await harness.stripe.billingPortal.sessions.create({
    customer,
    return_url: 'http://127.0.0.1:3000/o/acme/methods',
    ...more,
  })
  return { customer, method, url: session.url, session }
}

const defaultOf = async ({ stripe }: Harness, id: string) => {
  const customer = await stripe.customers.retrieve(id)
  return customer.deleted ? null : customer.invoice_settings.default_payment_method
}

describe('the Customer Portal', () => {
  it('shows a customer’s cards and the way back, to the holder of the link alone, for an hour', async () => {
    const harness = startHarness()
    const { url, method } = await visit(harness)
    expect((await ask(harness, url, 'state')).body).toEqual({
      who: 'Anna AG',
      step: 'cards',
      done: null,
      redirect: null,
      back: 'http://127.0.0.1:3000/o/acme/methods',
      cards: [
        { id: method, name: 'Visa ···· 4242', expires: expect.stringContaining('Expires 12 / '), isDefault: false },
      ],
    })
    expect((await ask(harness, `${url}x`, 'state')).status).toBe(401)
    harness.advance(3_600)
    expect((await ask(harness, url, 'state')).status).toBe(401)
  })

  it('adds a card, which pays where none did, and says what Stripe says', async () => {
    const harness = startHarness()
    const { url, customer } = await visit(harness)
    expect(await ask(harness, url, 'add', typedCard('5555555555554444'))).toEqual({
      status: 200,
      body: { outcome: 'saved' },
    })
    const [added] = (await harness.stripe.paymentMethods.list({ customer })).data
    expect(added).toMatchObject({ card: { brand: 'mastercard' }, billing_details: { name: 'Anna Muster' } })
    expect(await defaultOf(harness, customer)).toBe(added?.id)
    expect((await typesOf(harness)).slice(-4)).toEqual([
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
      'customer.updated',
    ])
  })

  it('refuses a card that is declined, and asks the owner of one whose bank asks', async () => {
    const harness = startHarness()
    const { url, customer } = await visit(harness)
    expect(await ask(harness, url, 'add', typedCard(cards.declined))).toMatchObject({
      status: 402,
      body: { error: { code: 'card_declined' } },
    })
    expect((await ask(harness, url, 'add', typedCard('4242424242424241'))).body.error).toMatchObject({
      code: 'incorrect_number',
      param: 'number',
    })
    expect((await ask(harness, url, 'add', typedCard(cards.asking))).body).toEqual({ outcome: 'authenticate' })
    expect((await ask(harness, url, 'state')).body.step).toBe('authenticate')
    expect((await ask(harness, url, 'authenticate', { result: 'fail' })).status).toBe(402)
    expect((await ask(harness, url, 'add', typedCard(cards.asking))).body).toEqual({ outcome: 'authenticate' })
    expect((await ask(harness, url, 'authenticate', { result: 'complete' })).body).toEqual({ outcome: 'saved' })
    expect((await harness.stripe.paymentMethods.list({ customer })).data).toHaveLength(2)
  })

  it('makes a card the default, and removes one', async () => {
    const harness = startHarness()
    const { url, customer, method } = await visit(harness)
    expect((await ask(harness, url, 'default', { method })).status).toBe(200)
    expect(await defaultOf(harness, customer)).toBe(method)
    expect((await ask(harness, url, 'remove', { method })).status).toBe(200)
    expect((await ask(harness, url, 'remove', { method })).status).toBe(200)
    expect((await harness.stripe.paymentMethods.list({ customer })).data).toEqual([])
    expect(await defaultOf(harness, customer)).toBeNull()
    expect((await typesOf(harness)).filter((type) => type === 'payment_method.detached')).toHaveLength(1)
  })

  it('keeps the card that pays a running subscription', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { url, customer, method } = await visit(harness)
    await ask(harness, url, 'default', { method })
    const price = await stripe.prices.create({
      currency: 'chf',
      unit_amount: 900,
      recurring: { interval: 'month' },
      product_data: { name: 'Pro' },
    })
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] })
    const kept = await ask(harness, url, 'remove', { method })
    expect(kept).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('subscription') } } })
    await stripe.subscriptions.cancel(id)
    expect((await ask(harness, url, 'remove', { method })).status).toBe(200)
  })

  it('touches nobody else’s cards', async () => {
    const harness = startHarness()
    const { url } = await visit(harness)
    const other = await customerWith(harness)
    expect((await ask(harness, url, 'default', { method: other.method })).status).toBe(400)
    await ask(harness, url, 'remove', { method: other.method })
    expect((await harness.stripe.paymentMethods.retrieve(other.method)).customer).toBe(other.customer)
  })

  it('opened to change the method leads on when that is done, and the new card pays', async () => {
    const harness = startHarness()
    const returnUrl = 'http://127.0.0.1:3000/o/acme/done'
    const { url, customer, session } = await visit(harness, {
      flow_data: {
        type: 'payment_method_update',
        after_completion: { type: 'redirect', redirect: { return_url: returnUrl } },
      },
    })
    expect(session.flow).toMatchObject({ type: 'payment_method_update', after_completion: { type: 'redirect' } })
    expect((await ask(harness, url, 'state')).body.step).toBe('add')
    await ask(harness, url, 'add', typedCard(cards.good))
    expect((await ask(harness, url, 'state')).body).toMatchObject({ step: 'cards', redirect: returnUrl })
    const [added] = (await harness.stripe.paymentMethods.list({ customer })).data
    expect(await defaultOf(harness, customer)).toBe(added?.id)
  })

  it('ends with its customer', async () => {
    const harness = startHarness()
    const { url, customer } = await visit(harness)
    await harness.stripe.customers.del(customer)
    expect((await ask(harness, url, 'state')).status).toBe(401)
  })

  it.each([
    ['a customer that is not there', { customer: 'cus_absent' }, 'customer'],
    ['a flow that is not emulated', { flow_data: { type: 'customer_update' } }, 'flow_data[type]'],
    ['a flow that is none', { flow_data: { type: 'surprise' } }, 'flow_data[type]'],
    [
      'a way on to nowhere',
      { flow_data: { type: 'payment_method_update', after_completion: { type: 'redirect' } } },
      'flow_data[after_completion][redirect]',
    ],
    ['a configuration that is not there', { configuration: 'bpc_absent' }, 'configuration'],
  ])('refuses %s', async (_, more, param) => {
    const error = await errorOf(visit(startHarness(), more as Partial<Stripe.BillingPortal.SessionCreateParams>))
    expect(error).toMatchObject({ statusCode: 400, param })
  })

  it('is configured', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const made = await stripe.billingPortal.configurations.create({
      business_profile: { headline: 'Kontor' },
      default_return_url: 'https://example.com/back',
      features: { payment_method_update: { enabled: true } },
    })
    expect(made).toMatchObject({
      active: true,
      is_default: false,
      features: { payment_method_update: { enabled: true } },
    })
    const { session } = await visit(harness, { configuration: made.id, return_url: undefined })
    expect(session).toMatchObject({ configuration: made.id, return_url: 'https://example.com/back' })
    await stripe.billingPortal.configurations.update(made.id, { active: false })
    expect((await errorOf(visit(harness, { configuration: made.id }))).param).toBe('configuration')
    const { data } = await stripe.billingPortal.configurations.list({ is_default: true })
    expect(data).toHaveLength(1)
  })
})
