import { describe, expect, it } from 'vitest'
import { itemOf, latestInvoice, subscriber, typesSince } from '@/packages/stripe-emulator/billing/testing/subscriber'
import { errorOf } from '@/packages/stripe-emulator/testing/ask'
import { authenticate, cards, pay, type Stripe, startHarness } from '@/packages/stripe-emulator/testing/harness'

const opened = async (more: Stripe.Checkout.SessionCreateParams = {}) => {
  const harness = startHarness()
  const anna = await subscriber(harness)
  const params: Stripe.Checkout.SessionCreateParams = {
    mode: 'subscription',
    ui_mode: 'embedded_page',
    redirect_on_completion: 'never',
    line_items: [{ price: anna.pro, quantity: 2 }],
    subscription_data: { metadata: { org: 'org_1' } },
    ...more,
  }
  const session = await harness.stripe.checkout.sessions.create(params)
  if (session.client_secret === null) throw new Error('no client secret')
  await harness.emulator.deliverDue()
  const before = harness.received.length
  return { ...harness, harness, anna, params, session, secret: session.client_secret, before }
}

describe('subscribing in Checkout', () => {
  it('begins a paid subscription of a new customer, with the card as its default', async () => {
    const { stripe, harness, anna, session, secret, before } = await opened()
    expect(session).toMatchObject({ mode: 'subscription', amount_total: 2_000, currency: 'chf', subscription: null })
    expect((await pay(harness.emulator, secret, cards.good)).body).toEqual({ outcome: 'paid' })
    const done = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['subscription', 'invoice', 'line_items'],
    })
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      payment_intent: null,
      subscription: { status: 'active', metadata: { org: 'org_1' } },
      invoice: { status: 'paid', amount_paid: 2_000, billing_reason: 'subscription_create' },
      line_items: { data: [{ price: { id: anna.pro, recurring: { interval: 'month' } }, quantity: 2 }] },
    })
    const subscription = done.subscription as Stripe.Subscription
    const method = await stripe.paymentMethods.retrieve(String(subscription.default_payment_method))
    expect(method).toMatchObject({ customer: done.customer, card: { last4: '4242' } })
    expect(itemOf(subscription).quantity).toBe(2)
    const types = await typesSince(harness, before)
    expect(types[0]).toBe('customer.created')
    const order = ['customer.subscription.created', 'invoice.created', 'invoice.finalized', 'payment_intent.created']
    const paid = ['payment_method.attached', 'charge.succeeded', 'payment_intent.succeeded']
    const after = [
      'customer.subscription.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
      'checkout.session.completed',
    ]
    const wanted = new Set([...order, ...paid, ...after])
    expect(types.filter((type) => wanted.has(type))).toEqual([...order, ...paid, ...after])
  })

  it('stays open after a decline, and another card pays the same invoice', async () => {
    const { stripe, harness, session, secret } = await opened()
    expect(await pay(harness.emulator, secret, cards.declined)).toMatchObject({
      status: 402,
      body: { error: { code: 'card_declined' } },
    })
    const open = await stripe.checkout.sessions.retrieve(session.id)
    expect(open).toMatchObject({ status: 'open', payment_status: 'unpaid', subscription: null, invoice: null })
    expect((await pay(harness.emulator, secret, cards.good)).status).toBe(200)
    const done = await stripe.checkout.sessions.retrieve(session.id)
    const { data } = await stripe.subscriptions.list({ customer: String(done.customer), status: 'all' })
    expect(data.map(({ status }) => status)).toEqual(['active'])
    expect((await stripe.invoices.list({ customer: String(done.customer) })).data).toHaveLength(1)
  })

  it('asks the owner where the bank does', async () => {
    const { stripe, harness, session, secret } = await opened()
    expect((await pay(harness.emulator, secret, cards.asking)).body).toEqual({ outcome: 'authenticate' })
    expect((await authenticate(harness.emulator, secret, 'fail')).status).toBe(402)
    await pay(harness.emulator, secret, cards.asking)
    expect((await authenticate(harness.emulator, secret, 'complete')).body).toEqual({ outcome: 'paid' })
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] })
    expect(done).toMatchObject({ status: 'complete', subscription: { status: 'active' } })
  })

  it('subscribes once when the form is sent ten times at once', async () => {
    const { stripe, harness, session, secret } = await opened()
    const answers = await Promise.all(Array.from({ length: 10 }, () => pay(harness.emulator, secret, cards.good)))
    expect(answers.map(({ body }) => body.outcome)).toEqual(Array(10).fill('paid'))
    const { customer } = await stripe.checkout.sessions.retrieve(session.id)
    expect((await stripe.charges.list({ customer: String(customer) })).data).toHaveLength(1)
    expect((await stripe.subscriptions.list({ customer: String(customer) })).data).toHaveLength(1)
  })

  it('gives up what a try had begun when it expires', async () => {
    const { stripe, harness, session, secret } = await opened()
    await pay(harness.emulator, secret, cards.declined)
    const { customer } = await stripe.checkout.sessions.retrieve(session.id)
    await stripe.checkout.sessions.expire(session.id)
    const { data } = await stripe.subscriptions.list({ customer: String(customer), status: 'all' })
    expect(data.map(({ status }) => status)).toEqual(['incomplete_expired'])
  })

  it('charges nothing for what is free, and keeps the card for later', async () => {
    const { stripe, harness, anna } = await opened()
    const free = await stripe.prices.create({
      currency: 'chf',
      unit_amount: 0,
      recurring: { interval: 'month' },
      product_data: { name: 'Free' },
    })
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      ui_mode: 'embedded_page',
      redirect_on_completion: 'never',
      customer: anna.customer,
      line_items: [{ price: free.id, quantity: 1 }],
      automatic_tax: { enabled: true },
      customer_update: { address: 'auto' },
    })
    await pay(harness.emulator, session.client_secret ?? '', cards.good, { country: 'CH' })
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] })
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      automatic_tax: { enabled: true },
    })
    const subscription = done.subscription as Stripe.Subscription
    expect(subscription).toMatchObject({ status: 'active', customer: anna.customer })
    expect(subscription.default_payment_method).toMatch(/^pm_/)
    expect(await latestInvoice(harness, subscription.id)).toMatchObject({ status: 'paid', amount_due: 0 })
  })

  it('refuses what belongs into other modes, and prices that do not recur', async () => {
    const { stripe, params, anna } = await opened()
    const tried = (changes: object) =>
      errorOf(stripe.checkout.sessions.create({ ...params, ...changes } as Stripe.Checkout.SessionCreateParams))
    expect((await tried({ payment_intent_data: { description: 'x' } })).param).toBe('payment_intent_data')
    expect((await tried({ line_items: [] })).param).toBe('line_items')
    expect((await tried({ line_items: [{ price: 'price_absent', quantity: 1 }] })).code).toBe('resource_missing')
    await stripe.prices.update(anna.pro, { active: false })
    expect((await tried({})).message).toContain('inactive')
  })
})

describe('paying once in Checkout', () => {
  it('takes a one-time price that is there, and no price that recurs', async () => {
    const { stripe, harness, anna } = await opened()
    const once = await stripe.prices.create({ currency: 'chf', unit_amount: 750, product_data: { name: 'Pack' } })
    const params = (price: string): Stripe.Checkout.SessionCreateParams => ({
      mode: 'payment',
      ui_mode: 'embedded_page',
      redirect_on_completion: 'never',
      line_items: [{ price, quantity: 2 }],
    })
    const session = await stripe.checkout.sessions.create({ ...params(once.id), expand: ['line_items'] })
    expect(session).toMatchObject({
      amount_total: 1_500,
      line_items: { data: [{ price: { id: once.id, active: true } }] },
    })
    expect((await pay(harness.emulator, session.client_secret ?? '', cards.good)).status).toBe(200)
    expect((await errorOf(stripe.checkout.sessions.create(params(anna.pro)))).message).toContain('`type=recurring`')
  })
})
