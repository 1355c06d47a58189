import { z } from 'zod'
import { dropLookupKey, priceOfKey, takeLookupKey } from '@/packages/stripe-emulator/billing/lookup-key'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { pageOf } from '@/packages/stripe-emulator/page'
import { clearable, flag, integer, listParameters, metadata, text } from '@/packages/stripe-emulator/parameters'
import { checkCurrency } from '@/packages/stripe-emulator/payments/check-amount'
import type { PriceRecord } from '@/packages/stripe-emulator/records'
import { serializePrice } from '@/packages/stripe-emulator/serialize/price'
import { serializeProduct } from '@/packages/stripe-emulator/serialize/product'
import type { Work } from '@/packages/stripe-emulator/work'
import { matching } from './matching'
import { blankProduct } from './products'
import { retrieve } from './retrieve'

const intervals = z.enum(['day', 'week', 'month', 'year'])
/** The longest period is three years. */
const longest = { day: 1_095, week: 156, month: 36, year: 3 } as const

const creation = z.strictObject({
  active: flag().default(true),
  billing_scheme: z.enum(['per_unit']).optional(),
  currency: text(3),
  lookup_key: text(200).optional(),
  metadata: metadata().optional(),
  nickname: clearable().default(null),
  product: text().optional(),
  product_data: z.strictObject({ id: text(255).optional(), name: text(), metadata: metadata().optional() }).optional(),
  recurring: z
    .strictObject({
      interval: intervals,
      interval_count: integer(1, 1_095).default(1),
      usage_type: z.enum(['licensed']).optional(),
    })
    .optional(),
  tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).default('unspecified'),
  transfer_lookup_key: flag().default(false),
  unit_amount: integer(0, 99_999_999),
})
type Creation = z.output<typeof creation>

const productOf = async (work: Work, { product, product_data }: Creation): Promise<string> => {
  if (product !== undefined && product_data !== undefined) {
    const message = 'You may only specify one of these parameters: product, product_data.'
    throw invalidRequest(message, 'product', 'parameters_exclusive')
  }
  if (product_data !== undefined) {
    const blank = blankProduct(product_data.id ?? newIdentifier('product'), product_data.name, work.now)
    const made = { ...blank, metadata: product_data.metadata ?? {} }
    work.put('product', made)
    work.emit('product.created', serializeProduct(made))
    return made.id
  }
  if (product === undefined) throw invalidRequest('Missing required param: product.', 'product', 'parameter_missing')
  if (!(await work.get('product', product))) throw missing('product', product, 'product')
  return product
}

const recurringOf = ({ recurring }: Creation): PriceRecord['recurring'] => {
  if (recurring === undefined) return null
  const { interval, interval_count: intervalCount } = recurring
  if (intervalCount > longest[interval]) {
    throw invalidRequest('Plan intervals cannot be longer than three years.', 'recurring[interval_count]')
  }
  return { interval, intervalCount }
}

const create = endpoint('POST', '/prices', creation, async ({ work }, given) => {
  const currency = checkCurrency(given.currency, 'currency')
  const recurring = recurringOf(given)
  const price: PriceRecord = {
    id: newIdentifier('price'),
    created: work.now,
    active: given.active,
    product: await productOf(work, given),
    currency,
    unitAmount: given.unit_amount,
    type: recurring ? 'recurring' : 'one_time',
    recurring,
    lookupKey: given.lookup_key ?? null,
    nickname: given.nickname,
    taxBehavior: given.tax_behavior,
    metadata: mergeMetadata({}, given.metadata),
  }
  if (given.lookup_key !== undefined) await takeLookupKey(work, given.lookup_key, price.id, given.transfer_lookup_key)
  work.put('price', price)
  work.emit('price.created', serializePrice(price))
  return serializePrice(price)
})

const updates = z.strictObject({
  active: flag().optional(),
  lookup_key: clearable(200).optional(),
  metadata: metadata().optional(),
  nickname: clearable().optional(),
  tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
  transfer_lookup_key: flag().default(false),
})
type Updates = z.output<typeof updates>

const checkUpdate = async (work: Work, price: PriceRecord, given: Updates): Promise<void> => {
  const settled = price.taxBehavior !== 'unspecified' && given.tax_behavior !== undefined
  if (settled && given.tax_behavior !== price.taxBehavior) {
    throw invalidRequest('You cannot change `tax_behavior` once it is `inclusive` or `exclusive`.', 'tax_behavior')
  }
  if (given.active !== false) return
  const product = await work.get('product', price.product)
  if (product?.defaultPrice === price.id) {
    throw invalidRequest('This price cannot be archived because it is the default price of its product.', 'active')
  }
}

const moveLookupKey = async (work: Work, price: PriceRecord, given: Updates): Promise<void> => {
  const next = given.lookup_key
  if (next === undefined || next === price.lookupKey) return
  if (next !== null) await takeLookupKey(work, next, price.id, given.transfer_lookup_key)
  if (price.lookupKey !== null) await dropLookupKey(work, price.lookupKey)
}

/** Everything but what a price costs may change: an amount is for good. */
const update = endpoint('POST', '/prices/:id', updates, async ({ work, id }, given) => {
  const current = await work.get('price', id)
  if (!current) throw missing('price', id)
  await checkUpdate(work, current, given)
  await moveLookupKey(work, current, given)
  const price: PriceRecord = {
    ...current,
    active: given.active ?? current.active,
    lookupKey: given.lookup_key === undefined ? current.lookupKey : given.lookup_key,
    nickname: given.nickname === undefined ? current.nickname : given.nickname,
    taxBehavior: given.tax_behavior ?? current.taxBehavior,
    metadata: mergeMetadata(current.metadata, given.metadata),
  }
  work.put('price', price)
  work.emit('price.updated', serializePrice(price), serializePrice(current))
  return serializePrice(price)
})

const listing = z.strictObject({
  ...listParameters,
  active: flag().optional(),
  currency: text(3).optional(),
  lookup_keys: z.array(text(200)).max(10).optional(),
  product: text().optional(),
  type: z.enum(['one_time', 'recurring']).optional(),
})

const list = endpoint('GET', '/prices', listing, async (call, given) => {
  const { active, currency, product, type } = given
  const match = matching({ currency, product, type })
  const keep = (price: PriceRecord): boolean => active === undefined || price.active === active
  if (given.lookup_keys === undefined) return pageOf(call, 'price', given, { match, keep, serialize: serializePrice })
  const found = await Promise.all(given.lookup_keys.map((key) => priceOfKey(call.work, key)))
  const asked = (price: PriceRecord): boolean =>
    keep(price) && Object.entries(match).every(([field, value]) => Reflect.get(price, field) === value)
  const wanted = found.filter((price) => price !== null).filter(asked)
  return { object: 'list', data: wanted.map(serializePrice), has_more: false, url: call.path }
})

export const prices: readonly Endpoint[] = [create, list, retrieve('/prices', 'price', 'price'), update]
