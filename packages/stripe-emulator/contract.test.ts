import { describe, expect, it } from 'vitest'
import { newIdentifier } from './identifiers'
import { errorOf } from './testing/ask'
import { Stripe } from './testing/harness'
import { contractTimeoutMs, targets } from './testing/targets'

const session: Stripe.Checkout.SessionCreateParams = {
  mode: 'payment',
  ui_mode: 'embedded_page',
  redirect_on_completion: 'never',
  line_items: [
    { quantity: 1, price_data: { currency: 'chf', unit_amount: 20_550, product_data: { name: '2026-0001' } } },
  ],
  metadata: { org: 'org_1', invoice: 'inv_1', checkout: 'chk_1' },
  payment_intent_data: { metadata: { org: 'org_1' } },
}

describe.each(targets)('$name', { timeout: contractTimeoutMs }, ({ stripe }) => {
  const create = (changes: Stripe.Checkout.SessionCreateParams = {}, options: Stripe.RequestOptions = {}) =>
    stripe.checkout.sessions.create({ ...session, ...changes }, options)

  it('keeps a customer and changes only what is given', async () => {
    const made = await stripe.customers.create({
      name: 'Anna AG',
      email: 'anna@example.com',
      metadata: { org: 'a', b: 'c' },
    })
    const updated = await stripe.customers.update(made.id, { email: 'rechnung@example.com', metadata: { b: '' } })
    expect(updated).toMatchObject({
      id: made.id,
      name: 'Anna AG',
      email: 'rechnung@example.com',
      metadata: { org: 'a' },
    })
    expect(await stripe.customers.retrieve(made.id)).toMatchObject({ object: 'customer', livemode: false })
  })

  it('opens an embedded session that ends in the page', async () => {
    const customer = await stripe.customers.create({ email: 'anna@example.com' })
    const opened = await create({ customer: customer.id, client_reference_id: 'chk_1', locale: 'de' })
    expect(opened).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      ui_mode: 'embedded_page',
      redirect_on_completion: 'never',
      amount_total: 20_550,
      currency: 'chf',
      customer: customer.id,
      client_reference_id: 'chk_1',
      locale: 'de',
      metadata: session.metadata,
      payment_intent: null,
      url: null,
    })
    expect(opened.id).toMatch(/^cs_test_/)
    expect(opened.client_secret).toContain(`${opened.id}_secret_`)
    expect(opened.expires_at - opened.created).toBeGreaterThanOrEqual(86_000)
  })

  it('gives a hosted session an address of its own', async () => {
    const opened = await stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: session.line_items,
      success_url: 'https://example.com/done?s={CHECKOUT_SESSION_ID}',
    })
    expect(opened.ui_mode).toBe('hosted_page')
    expect(opened.url).toMatch(/^https?:\/\//)
  })

  it('writes line items out only when they are expanded', async () => {
    const opened = await create()
    expect(opened.line_items).toBeUndefined()
    const read = await stripe.checkout.sessions.retrieve(opened.id, { expand: ['line_items'] })
    expect(read.line_items?.data[0]).toMatchObject({ description: '2026-0001', amount_total: 20_550, quantity: 1 })
  })

  it('ends an open session once', async () => {
    const opened = await create()
    expect(await stripe.checkout.sessions.expire(opened.id)).toMatchObject({ status: 'expired', client_secret: null })
    const error = await errorOf(stripe.checkout.sessions.expire(opened.id))
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
    expect(error.statusCode).toBe(400)
    expect(error.message).toContain('Only Checkout Sessions with a status in ["open"] can be expired')
  })

  it('answers the same call under the same key with the same object', async () => {
    const idempotencyKey = `contract_${newIdentifier('request')}`
    const first = await create({}, { idempotencyKey })
    const second = await create({}, { idempotencyKey })
    expect(second).toEqual(first)
  })

  it('refuses a key that was used with other parameters', async () => {
    const idempotencyKey = `contract_${newIdentifier('request')}`
    await create({}, { idempotencyKey })
    const error = await errorOf(create({ client_reference_id: 'other' }, { idempotencyKey }))
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
    expect(error.statusCode).toBe(400)
  })

  it.each([
    ['an unknown parameter', { surprise: 'yes' }, 'surprise', 'parameter_unknown'],
    ['a parameter that was retired', { payment_method_types: ['card'] }, 'payment_method_types', 'parameter_unknown'],
    ['a ui_mode that was renamed', { ui_mode: 'embedded' }, 'ui_mode', undefined],
    ['a return_url where the page stays', { return_url: 'https://example.com' }, 'return_url', undefined],
    ['a success_url on an embedded page', { success_url: 'https://example.com' }, 'success_url', undefined],
    ['a customer that does not exist', { customer: 'cus_absent' }, 'customer', 'resource_missing'],
  ])('refuses %s', async (_, changes, param, code) => {
    const error = await errorOf(create(changes as Stripe.Checkout.SessionCreateParams))
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
    expect(error.statusCode).toBe(400)
    expect(error.param).toBe(param)
    if (code) expect(error.code).toBe(code)
  })

  it('refuses a payment below the smallest amount', async () => {
    const line = { quantity: 1, price_data: { currency: 'chf', unit_amount: 49, product_data: { name: 'small' } } }
    expect((await errorOf(create({ line_items: [line] }))).code).toBe('amount_too_small')
  })

  it('refuses an amount that is no whole number', async () => {
    const line = { quantity: 1, price_data: { currency: 'chf', unit_amount: 10.5, product_data: { name: 'half' } } }
    const error = await errorOf(create({ line_items: [line] }))
    expect(error).toMatchObject({ statusCode: 400, code: 'parameter_invalid_integer' })
  })

  it('refuses a session that would end within half an hour', async () => {
    const { created } = await create({})
    expect((await errorOf(create({ expires_at: created + 600 }))).param).toBe('expires_at')
  })

  it('answers 404 for what does not exist', async () => {
    for (const call of [
      stripe.checkout.sessions.retrieve('cs_test_absent'),
      stripe.customers.retrieve('cus_absent'),
      stripe.paymentIntents.retrieve('pi_absent'),
      stripe.charges.retrieve('ch_absent'),
      stripe.paymentMethods.retrieve('pm_absent'),
      stripe.events.retrieve('evt_absent'),
    ]) {
      expect(await errorOf(call)).toMatchObject({ statusCode: 404, code: 'resource_missing' })
    }
  })

  it('refuses to expand what is no reference', async () => {
    const opened = await create()
    const error = await errorOf(stripe.checkout.sessions.retrieve(opened.id, { expand: ['status'] }))
    expect(error.statusCode).toBe(400)
    expect(error.message).toContain('cannot be expanded')
  })

  it('taxes nothing before it knows where the customer is', async () => {
    const customer = await stripe.customers.create({ email: 'anna@example.com' })
    const taxed = await create({
      customer: customer.id,
      automatic_tax: { enabled: true },
      billing_address_collection: 'required',
      tax_id_collection: { enabled: true },
      customer_update: { address: 'auto', name: 'auto' },
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: 'chf',
            unit_amount: 5_000,
            tax_behavior: 'exclusive',
            product_data: { name: 'Pack' },
          },
        },
      ],
    })
    expect(taxed).toMatchObject({
      automatic_tax: { enabled: true, status: 'requires_location_inputs' },
      billing_address_collection: 'required',
      tax_id_collection: { enabled: true },
      amount_subtotal: 5_000,
      amount_total: 5_000,
      total_details: { amount_tax: 0 },
    })
  })

  it('does not tax a customer who lives nowhere and whose address it may not keep', async () => {
    const customer = await stripe.customers.create({ email: 'anna@example.com' })
    const error = await errorOf(create({ customer: customer.id, automatic_tax: { enabled: true } }))
    expect(error).toMatchObject({ statusCode: 400, code: 'customer_tax_location_invalid' })
  })

  it('keeps nothing with a customer that there is not, and no tax id without the name', async () => {
    const customer = await stripe.customers.create({ email: 'anna@example.com' })
    for (const changes of [
      { customer_update: { address: 'auto' } },
      { customer: customer.id, tax_id_collection: { enabled: true } },
    ] as const) {
      expect(await errorOf(create(changes))).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' })
    }
  })

  it('lists events of a type, newest first', async () => {
    const customer = await stripe.customers.create({ name: 'Listed' })
    const { data } = await stripe.events.list({ type: 'customer.created', limit: 5 })
    expect(data.map(({ data: { object } }) => (object as Stripe.Customer).id)).toContain(customer.id)
  })

  it('answers 401 to a wrong key', async () => {
    const error = await errorOf(stripe.customers.list({ limit: 1 }, { apiKey: 'sk_test_wrong' }))
    expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError)
  })
})
