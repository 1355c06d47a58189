import Stripe from 'stripe'
import { lineTotal } from '@/packages/stripe-emulator/checkout/tax'
import type { CheckoutSessionRecord, LineItemRecord, PriceRecord } from '@/packages/stripe-emulator/records'
import { serializePrice } from './price'

/** A price that was made for one session and can be used for nothing else. */
const madePrice = (item: LineItemRecord, created: number): Stripe.Price => ({
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
  tax_behavior: item.taxBehavior ?? 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
  type: 'one_time',
  unit_amount: item.unitAmount,
  unit_amount_decimal: Stripe.Decimal.from(item.unitAmount),
})

const serializeLineItem = (item: LineItemRecord, created: number, price: PriceRecord | undefined): Stripe.LineItem => ({
  id: item.id,
  object: 'item',
  adjustable_quantity: null,
  amount_discount: 0,
  amount_subtotal: item.unitAmount * item.quantity,
  amount_tax: item.tax ?? 0,
  amount_total: lineTotal(item),
  currency: item.currency,
  description: item.name,
  discounts: [],
  metadata: {},
  price: price ? serializePrice(price) : madePrice(item, created),
  quantity: item.quantity,
  taxes: [],
})

/**
 * The line items of a session as the list Stripe puts there when `line_items` is expanded.
 * @param prices those of its prices that were there before it.
 */
export const serializeLineItems = (
  session: CheckoutSessionRecord,
  prices: readonly PriceRecord[],
): Stripe.ApiList<Stripe.LineItem> => ({
  object: 'list',
  data: session.lineItems.map((item) => {
    const price = prices.find(({ id }) => id === item.priceId)
    return serializeLineItem(item, session.created, price)
  }),
  has_more: false,
  url: `/v1/checkout/sessions/${session.id}/line_items`,
})
