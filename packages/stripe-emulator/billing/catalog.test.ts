import { describe, expect, it } from 'vitest'
import { errorOf, typesOf } from '@/packages/stripe-emulator/testing/ask'
import { type Stripe, startHarness } from '@/packages/stripe-emulator/testing/harness'

const monthly = { currency: 'chf', unit_amount: 4_900, recurring: { interval: 'month' } } as const

describe('products', () => {
  it('are made, changed and listed', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const made = await stripe.products.create({ name: 'Pro', metadata: { plan: 'pro' }, description: 'For teams' })
    const changed = await stripe.products.update(made.id, { name: 'Pro 2', metadata: { plan: '' }, active: false })
    expect(changed).toMatchObject({ id: made.id, name: 'Pro 2', active: false, description: 'For teams', metadata: {} })
    expect((await stripe.products.list({ active: true })).data).toEqual([])
    expect((await stripe.products.list({ active: false })).data).toHaveLength(1)
    expect(await typesOf(harness)).toEqual(['product.created', 'product.updated'])
  })
})

describe('prices', () => {
  it('never change what they cost', async () => {
    const { stripe } = startHarness()
    const price = await stripe.prices.create({ ...monthly, product_data: { name: 'Pro' } })
    const change = stripe.prices.update(price.id, { unit_amount: 1 } as Stripe.PriceUpdateParams)
    expect(await errorOf(change)).toMatchObject({ code: 'parameter_unknown', param: 'unit_amount' })
    expect(price).toMatchObject({
      type: 'recurring',
      recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
    })
    expect(String(price.unit_amount_decimal)).toBe('4900')
  })

  it('are found by a lookup key, which belongs to one of them and can be transferred', async () => {
    const { stripe } = startHarness()
    const first = await stripe.prices.create({ ...monthly, lookup_key: 'pro_monthly', product_data: { name: 'Pro' } })
    const twice = stripe.prices.create({ ...monthly, lookup_key: 'pro_monthly', product: String(first.product) })
    expect((await errorOf(twice)).param).toBe('lookup_key')
    const second = await stripe.prices.create({
      ...monthly,
      unit_amount: 5_900,
      lookup_key: 'pro_monthly',
      transfer_lookup_key: true,
      product: String(first.product),
    })
    const found = await stripe.prices.list({ lookup_keys: ['pro_monthly', 'absent'], expand: ['data.product'] })
    expect(found.data.map(({ id }) => id)).toEqual([second.id])
    expect(found.data[0]?.product).toMatchObject({ name: 'Pro' })
    expect((await stripe.prices.retrieve(first.id)).lookup_key).toBeNull()
    await stripe.prices.update(second.id, { active: false })
    expect((await stripe.prices.list({ lookup_keys: ['pro_monthly'], active: true })).data).toEqual([])
  })

  it('are listed by product, kind and whether they are active', async () => {
    const { stripe } = startHarness()
    const product = await stripe.products.create({ name: 'Pro' })
    const month = await stripe.prices.create({ ...monthly, product: product.id })
    const once = await stripe.prices.create({ currency: 'chf', unit_amount: 100, product: product.id })
    await stripe.prices.update(once.id, { active: false })
    const ids = async (query: Stripe.PriceListParams) => (await stripe.prices.list(query)).data.map(({ id }) => id)
    expect(await ids({ product: product.id })).toEqual([once.id, month.id])
    expect(await ids({ product: product.id, active: true })).toEqual([month.id])
    expect(await ids({ product: product.id, type: 'one_time' })).toEqual([once.id])
  })

  it.each([
    ['a product that is not there', { ...monthly, product: 'prod_absent' }, 'product'],
    ['no product', { ...monthly }, 'product'],
    ['another currency', { ...monthly, currency: 'jpy', product_data: { name: 'a' } }, 'currency'],
    ['a negative amount', { ...monthly, unit_amount: -1, product_data: { name: 'a' } }, 'unit_amount'],
    [
      'more than three years',
      { ...monthly, recurring: { interval: 'year', interval_count: 4 }, product_data: { name: 'a' } },
      'recurring[interval_count]',
    ],
  ])('refuse %s', async (_, params, param) => {
    const { stripe } = startHarness()
    expect((await errorOf(stripe.prices.create(params as Stripe.PriceCreateParams))).param).toBe(param)
  })
})
