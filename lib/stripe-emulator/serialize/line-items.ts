import Stripe from 'stripe'
import type { CheckoutSessionRecord, LineItemRecord } from '@/lib/stripe-emulator/records'

const serializePrice = (item: LineItemRecord, created: number): Stripe.Price => ({
  id: item.priceId,
  object: 'price',
  active: false,
  billing_scheme: 'per_unit',
  created,
  currency: item.currency,
  custom_unit_amount: null,
  livemode: false,
  lookup_key: null,
  metadata: {},
  nickname: null,
  product: item.productId,
  recurring: null,
  tax_behavior: 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
  type: 'one_time',
  unit_amount: item.unitAmount,
  unit_amount_decimal: Stripe.Decimal.from(item.unitAmount),
})

const serializeLineItem = (item: LineItemRecord, created: number): Stripe.LineItem => ({
  id: item.id,
  object: 'item',
  adjustable_quantity: null,
  amount_discount: 0,
  amount_subtotal: item.unitAmount * item.quantity,
  amount_tax: 0,
  amount_total: item.unitAmount * item.quantity,
  currency: item.currency,
  description: item.name,
  discounts: [],
  metadata: {},
  price: serializePrice(item, created),
  quantity: item.quantity,
  taxes: [],
})

/** The line items of a session as the list Stripe puts there when `line_items` is expanded. */
export const serializeLineItems = (session: CheckoutSessionRecord): Stripe.ApiList<Stripe.LineItem> => ({
  object: 'list',
  data: session.lineItems.map((item) => serializeLineItem(item, session.created)),
  has_more: false,
  url: `/v1/checkout/sessions/${session.id}/line_items`,
})
