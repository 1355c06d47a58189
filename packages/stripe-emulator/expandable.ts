import { confirmationSecret, paymentsOf } from './billing/invoice-parts'
import { serializeLineItems } from './serialize/line-items'
import type { Serializable } from './serialize/record'
import type { Work } from './work'

/** The kind of object an id names, or what writes a part out that is not there until it is asked for. */
export type Expandable = Serializable | ((work: Work, id: string, publicUrl: string) => Promise<object | null>)

const lineItemsOf: Expandable = async (work, id) => {
  const session = await work.get('checkout.session', id)
  if (!session) return null
  const prices = await Promise.all(session.lineItems.map(({ priceId }) => work.get('price', priceId)))
  return serializeLineItems(
    session,
    prices.filter((price) => price !== null),
  )
}

/**
 * The fields of each object that may be expanded. A part below an object goes by the way to it:
 * `customer.invoice_settings`.
 */
export const expandable: Readonly<Record<string, Readonly<Record<string, Expandable>>>> = {
  'checkout.session': {
    customer: 'customer',
    line_items: lineItemsOf,
    payment_intent: 'payment_intent',
    invoice: 'invoice',
    setup_intent: 'setup_intent',
    subscription: 'subscription',
  },
  charge: { customer: 'customer', payment_intent: 'payment_intent' },
  'customer.invoice_settings': { default_payment_method: 'payment_method' },
  invoice: {
    confirmation_secret: confirmationSecret,
    customer: 'customer',
    default_payment_method: 'payment_method',
    payments: paymentsOf,
    test_clock: 'test_helpers.test_clock',
  },
  'invoice.parent.subscription_details': { subscription: 'subscription' },
  invoice_payment: { invoice: 'invoice' },
  'invoice_payment.payment': { payment_intent: 'payment_intent' },
  invoiceitem: { customer: 'customer', invoice: 'invoice' },
  'line_item.pricing.price_details': { price: 'price' },
  price: { product: 'product' },
  product: { default_price: 'price' },
  subscription: {
    customer: 'customer',
    default_payment_method: 'payment_method',
    latest_invoice: 'invoice',
    test_clock: 'test_helpers.test_clock',
  },
  dispute: { charge: 'charge', payment_intent: 'payment_intent' },
  payment_intent: { customer: 'customer', latest_charge: 'charge', payment_method: 'payment_method' },
  payment_method: { customer: 'customer' },
  refund: { charge: 'charge', payment_intent: 'payment_intent' },
  setup_intent: { customer: 'customer', payment_method: 'payment_method' },
}
