import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { pageOf } from '@/packages/stripe-emulator/page'
import { clearable, flag, listParameters, metadata, text, url } from '@/packages/stripe-emulator/parameters'
import type { ProductRecord } from '@/packages/stripe-emulator/records'
import { serializeProduct } from '@/packages/stripe-emulator/serialize/product'
import type { Work } from '@/packages/stripe-emulator/work'
import { retrieve } from './retrieve'

const fields = {
  active: flag().optional(),
  description: clearable().optional(),
  images: z.array(url()).max(8).optional(),
  metadata: metadata().optional(),
  name: text().optional(),
  statement_descriptor: clearable(22).optional(),
  tax_code: clearable().optional(),
  unit_label: clearable(12).optional(),
  url: clearable().optional(),
}
const updates = z.strictObject({ ...fields, default_price: text().optional() })

const changed = (current: ProductRecord, given: z.output<typeof updates>, now: number): ProductRecord => ({
  ...current,
  updated: now,
  active: given.active ?? current.active,
  name: given.name ?? current.name,
  description: given.description === undefined ? current.description : given.description,
  defaultPrice: given.default_price ?? current.defaultPrice,
  images: given.images ?? current.images,
  statementDescriptor:
    given.statement_descriptor === undefined ? current.statementDescriptor : given.statement_descriptor,
  taxCode: given.tax_code === undefined ? current.taxCode : given.tax_code,
  unitLabel: given.unit_label === undefined ? current.unitLabel : given.unit_label,
  url: given.url === undefined ? current.url : given.url,
  metadata: mergeMetadata(current.metadata, given.metadata),
})

/** A product that is there before anything was said about it. */
export const blankProduct = (id: string, name: string, now: number): ProductRecord => ({
  id,
  created: now,
  updated: now,
  name,
  active: true,
  description: null,
  defaultPrice: null,
  images: [],
  statementDescriptor: null,
  taxCode: null,
  unitLabel: null,
  url: null,
  metadata: {},
})

const creation = z.strictObject({ ...fields, id: text(255).optional(), name: text() })

const create = endpoint('POST', '/products', creation, async ({ work }, { id, ...given }) => {
  if (id !== undefined && (await work.get('product', id))) {
    throw invalidRequest('Product already exists.', 'id', 'resource_already_exists')
  }
  const blank = blankProduct(id ?? newIdentifier('product'), given.name, work.now)
  const product = changed(blank, given, work.now)
  work.put('product', product)
  work.emit('product.created', serializeProduct(product))
  return serializeProduct(product)
})

const checkDefaultPrice = async (work: Work, product: string, price: string | undefined): Promise<void> => {
  if (price === undefined) return
  const found = await work.get('price', price)
  if (found?.product !== product) throw missing('price', price, 'default_price')
}

const update = endpoint('POST', '/products/:id', updates, async ({ work, id }, given) => {
  const current = await work.get('product', id)
  if (!current) throw missing('product', id)
  await checkDefaultPrice(work, id, given.default_price)
  const product = changed(current, given, work.now)
  work.put('product', product)
  work.emit('product.updated', serializeProduct(product), serializeProduct(current))
  return serializeProduct(product)
})

const list = endpoint(
  'GET',
  '/products',
  z.strictObject({ ...listParameters, active: flag().optional() }),
  (call, given) =>
    pageOf(call, 'product', given, {
      match: {},
      keep: ({ active }) => given.active === undefined || active === given.active,
      serialize: serializeProduct,
    }),
)

export const products: readonly Endpoint[] = [create, list, retrieve('/products', 'product', 'product'), update]
