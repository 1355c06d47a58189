import { serializeLineItems } from './serialize/line-items'
import type { Serializable } from './serialize/record'
import type { Work } from './work'

/** The kind of object an id names, or what writes a part out that is not there until it is asked for. */
export type Expandable = Serializable | ((work: Work, id: string, publicUrl: string) => Promise<object | null>)

const lineItemsOf: Expandable = async (work, id) => {
  const session = await work.get('checkout.session', id)
  return session && serializeLineItems(session)
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
    setup_intent: 'setup_intent',
  },
  charge: { customer: 'customer', payment_intent: 'payment_intent' },
  'customer.invoice_settings': { default_payment_method: 'payment_method' },
  dispute: { charge: 'charge', payment_intent: 'payment_intent' },
  payment_intent: { customer: 'customer', latest_charge: 'charge', payment_method: 'payment_method' },
  payment_method: { customer: 'customer' },
  refund: { charge: 'charge', payment_intent: 'payment_intent' },
  setup_intent: { customer: 'customer', payment_method: 'payment_method' },
}
