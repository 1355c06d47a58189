import type Stripe from 'stripe'
import type { ProductRecord } from '@/packages/stripe-emulator/records'

export const serializeProduct = (record: ProductRecord): Stripe.Product => ({
  id: record.id,
  object: 'product',
  active: record.active,
  created: record.created,
  default_price: record.defaultPrice,
  description: record.description,
  images: [...record.images],
  livemode: false,
  marketing_features: [],
  metadata: record.metadata,
  name: record.name,
  package_dimensions: null,
  shippable: null,
  statement_descriptor: record.statementDescriptor,
  tax_code: record.taxCode,
  tax_details: null,
  type: 'service',
  unit_label: record.unitLabel,
  updated: record.updated,
  url: record.url,
})
