import { describe, expect, it } from 'vitest'
import { errorOf, typesOf } from '@/packages/stripe-emulator/testing/ask'
import { ask, type PageAnswer, typedCard } from '@/packages/stripe-emulator/testing/browse'
import {
  authenticate,
  cards,
  type Harness,
  pay,
  type Stripe,
  startHarness,
} from '@/packages/stripe-emulator/testing/harness'

const line = (changes: Partial<Stripe.Checkout.SessionCreateParams.LineItem.PriceData> = {}, quantity = 1) => ({
  quantity,
  price_data: {
    currency: 'chf',
    unit_amount: 5_000,
    tax_behavior: 'exclusive',
    product_data: { name: 'Pack' },
    ...changes,
  },
})

const taxed = {
  mode: 'payment',
  ui_mode: 'embedded_page',
  redirect_on_completion: 'never',
  automatic_tax: { enabled: true },
  billing_address_collection: 'required',
  tax_id_collection: { enabled: true },
  customer_update: { address: 'auto', name: 'auto' },
  line_items: [line()],
} as const satisfies Stripe.Checkout.SessionCreateParams

const open = async (
  harness: Harness,
  changes: Stripe.Checkout.SessionCreateParams = {},
  of: Stripe.CustomerCreateParams = {},
) => {
  const customer = await harness.stripe.customers.create({ name: 'Anna AG', email: 'anna@example.com', ...of })
  const session = await harness.stripe.checkout.sessions.create({ ...taxed, customer: customer.id, ...changes })
  const secret = session.client_secret ?? ''
  const page = (step: string, body?: object): Promise<PageAnswer> =>
    ask(harness, `http://127.0.0.1:3000/stripe-emulator/checkout/${session.id}#${secret}`, step, body)
  const read = () =>
    harness.stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items', 'payment_intent.latest_charge'] })
  return { id: session.id, secret, customer: customer.id, page, read }
}

describe('automatic tax in Checkout', () => {
  it.each([
    ['CH', '', 405, 5_405, '8.1 %'],
    ['LI', '', 405, 5_405, '8.1 %'],
    ['DE', '', 950, 5_950, '19 %'],
    ['DE', 'DE 123 456 789', 0, 5_000, '0 %'],
    ['CH', 'CHE-123.456.789 MWST', 405, 5_405, '8.1 %'],
    ['US', '', 0, 5_000, '0 %'],
  ])('charges in %s with the number "%s" a tax of %s on top', async (country, taxId, tax, total, rate) => {
    const harness = startHarness()
    const { secret, page, read } = await open(harness)
    expect((await page('state')).body).toMatchObject({
      title: 'CHF 50.00',
      asks: { country: true, tax_id: true },
      sums: [{ amount: 'CHF 50.00' }, { name: 'Tax', amount: 'Choose your country' }],
    })
    const shown = (await page('place', { country, tax_id: taxId })).body
    const words = `CHF ${(total / 100).toFixed(2)}`
    expect(shown).toMatchObject({ title: words, action: `Pay ${words}`, country })
    expect(shown.sums).toMatchObject([{ name: 'Subtotal' }, { name: `Tax (${rate})` }])
    await pay(harness.emulator, secret, cards.good, { country, tax_id: taxId })
    const paid = await read()
    expect(paid).toMatchObject({
      payment_status: 'paid',
      amount_subtotal: 5_000,
      amount_total: total,
      total_details: { amount_tax: tax },
      automatic_tax: { enabled: true, status: 'complete' },
      line_items: { data: [{ amount_subtotal: 5_000, amount_tax: tax, amount_total: total }] },
      payment_intent: { amount: total, amount_received: total, latest_charge: { amount: total } },
      customer_details: { address: { country } },
    })
    expect(paid.customer_details?.tax_ids).toHaveLength(taxId ? 1 : 0)
  })

  it('rounds each line by itself, and takes what is in a price out of it', async () => {
    const harness = startHarness()
    const lines = [line({ unit_amount: 333 }, 2), line({ unit_amount: 10_810, tax_behavior: 'inclusive' })]
    const { secret, read } = await open(harness, { line_items: lines })
    await pay(harness.emulator, secret, cards.good, { country: 'CH' })
    const paid = await read()
    expect(paid.line_items?.data.map((item) => [item.amount_tax, item.amount_total])).toEqual([
      [54, 720],
      [810, 10_810],
    ])
    expect(paid).toMatchObject({ amount_subtotal: 11_476, amount_total: 11_530, total_details: { amount_tax: 864 } })
  })

  it('keeps the address and the name with the customer, and knows them the next time', async () => {
    const harness = startHarness()
    const first = await open(harness)
    await pay(harness.emulator, first.secret, cards.good, { country: 'DE' })
    expect(await harness.stripe.customers.retrieve(first.customer)).toMatchObject({
      name: 'Anna Muster',
      address: { country: 'DE' },
    })
    expect(await typesOf(harness)).toContain('customer.updated')
    const again = await harness.stripe.checkout.sessions.create({ ...taxed, customer: first.customer })
    expect(again).toMatchObject({ amount_total: 5_950, automatic_tax: { status: 'complete' } })
  })

  it('goes by the address of a customer whose own is to stay', async () => {
    const harness = startHarness()
    const own = { address: { country: 'CH' } }
    const { secret, customer, read } = await open(
      harness,
      { customer_update: { name: 'auto' }, billing_address_collection: 'auto' },
      own,
    )
    expect((await read()).amount_total).toBe(5_405)
    await pay(harness.emulator, secret, cards.good, { country: 'US' })
    expect((await read()).amount_total).toBe(5_405)
    expect(await harness.stripe.customers.retrieve(customer)).toMatchObject(own)
  })

  it('charges what there is to pay at the last try, wherever the payer was at the first', async () => {
    const harness = startHarness()
    const { secret, page, read } = await open(harness)
    expect((await pay(harness.emulator, secret, cards.declined, { country: 'CH' })).status).toBe(402)
    await page('place', { country: 'DE' })
    await pay(harness.emulator, secret, cards.asking, { country: 'DE' })
    expect((await page('place', { country: 'US' })).status).toBe(400)
    await authenticate(harness.emulator, secret, 'complete')
    expect(await read()).toMatchObject({ amount_total: 5_950, payment_intent: { amount_received: 5_950 } })
    expect((await page('place', { country: 'US' })).status).toBe(400)
  })

  it('takes no payment without a country, and no number that is none', async () => {
    const harness = startHarness()
    const { page } = await open(harness)
    const card = { ...typedCard(cards.good), email: 'anna@example.com' }
    expect((await page('confirm', card)).body.error).toMatchObject({ param: 'country' })
    expect((await page('place', { country: 'Switzerland' })).body.error).toMatchObject({ param: 'country' })
    const wrong = await page('confirm', { ...card, country: 'DE', tax_id: 'none' })
    expect(wrong.body.error).toMatchObject({ param: 'tax_id' })
  })

  it('needs to know of every price whether tax comes on top', async () => {
    const harness = startHarness()
    const error = await errorOf(open(harness, { line_items: [line(), line({ tax_behavior: 'unspecified' })] }))
    expect(error).toMatchObject({ statusCode: 400, param: 'line_items[1][price_data][tax_behavior]' })
  })

  it('asks nothing of a session that does not want it', async () => {
    const harness = startHarness()
    const { page } = await open(harness, {
      automatic_tax: undefined,
      billing_address_collection: undefined,
      tax_id_collection: undefined,
      customer_update: undefined,
    })
    expect((await page('state')).body).toMatchObject({ asks: { country: false, tax_id: false }, sums: [] })
  })
})
