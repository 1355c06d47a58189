import { stripeApiVersion } from '@/lib/core/setup/stripe-api-version'
import type { HandledType } from './handled-types'
import { fieldsOf, nameOf, type ReceivedEvent } from './received-event'

/**
 * What an event asks the portal to look at, by id. A kind is a trigger: nothing else is taken from the event, because its
 * object is a snapshot, in the version of the API that the endpoint has, and may be older than what is known.
 */
export type StripeCommand =
  | {
      readonly kind: 'checkout_changed'
      readonly sessionId: string
      /** The Checkout of ours that the event says the session is of; empty where it says none. */
      readonly named: { readonly org: string; readonly checkoutId: string }
    }
  /** A payment was made or declined. */
  | { readonly kind: 'payment_changed'; readonly paymentIntentId: string }
  /** Money went back, or was to: the payment of a charge, or of a refund where the event does not name it. */
  | { readonly kind: 'refunds_changed'; readonly paymentIntentId: string; readonly of: string }
  | { readonly kind: 'dispute_changed'; readonly disputeId: string }
  /** What a customer subscribes to, or owes for it, is not what it was. */
  | {
      readonly kind: 'subscriptions_changed'
      readonly customerId: string
      /** The invoice that was paid; empty where it is about none. */
      readonly stripeInvoiceId: string
    }
  /** Something about a customer or its cards is not what it was. */
  | { readonly kind: 'cards_changed'; readonly customerId: string }
  /** It is for us, and does not name what it is about. */
  | { readonly kind: 'unreadable'; readonly sentence: string }

type Fields = ReceivedEvent['object']

/** The id that a field holds or whose object it writes out; empty where there is none. */
const idIn = (fields: Fields, field: string): string => {
  const value = fields?.[field]
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : value
  return nameOf(id)
}

type Read = (event: ReceivedEvent) => StripeCommand | null | string

const named = (id: string, what: string, command: StripeCommand): StripeCommand | string => (id === '' ? what : command)

const checkout: Read = ({ object }) => {
  const sessionId = idIn(object, 'id')
  const metadata = fieldsOf(object?.metadata)
  const of = { org: idIn(metadata, 'org'), checkoutId: idIn(metadata, 'checkout') }
  return named(sessionId, 'Checkout Session', { kind: 'checkout_changed', sessionId, named: of })
}
const payment: Read = ({ object }) => {
  const paymentIntentId = idIn(object, 'id')
  return named(paymentIntentId, 'payment', { kind: 'payment_changed', paymentIntentId })
}
const refunds: Read = ({ object }) => {
  const of = idIn(object, 'id')
  return named(of, 'refund or charge', {
    kind: 'refunds_changed',
    paymentIntentId: idIn(object, 'payment_intent'),
    of,
  })
}
const dispute: Read = ({ object }) => {
  const disputeId = idIn(object, 'id')
  return named(disputeId, 'dispute', { kind: 'dispute_changed', disputeId })
}
const subscriptions: Read = ({ object }) => {
  const customerId = idIn(object, 'customer')
  return named(customerId, 'customer', { kind: 'subscriptions_changed', customerId, stripeInvoiceId: '' })
}
const paidInvoice: Read = ({ object }) => {
  const [customerId, stripeInvoiceId] = [idIn(object, 'customer'), idIn(object, 'id')]
  return named(customerId, 'customer', { kind: 'subscriptions_changed', customerId, stripeInvoiceId })
}
const customer: Read = ({ object }) => {
  const customerId = idIn(object, 'id')
  return named(customerId, 'customer', { kind: 'cards_changed', customerId })
}
/** A card, or the saving of one, may be of no customer; one that was detached is of the customer that it was of. */
const cards: Read = ({ object, previous }) => {
  if (idIn(object, 'id') === '') return 'payment method'
  const customerId = idIn(previous, 'customer') || idIn(object, 'customer')
  return customerId === '' ? null : { kind: 'cards_changed', customerId }
}

const reads: { readonly [Type in HandledType]: Read } = {
  'checkout.session.completed': checkout,
  'checkout.session.async_payment_succeeded': checkout,
  'checkout.session.expired': checkout,
  'checkout.session.async_payment_failed': checkout,
  'charge.refunded': refunds,
  'charge.refund.updated': refunds,
  'refund.created': refunds,
  'refund.updated': refunds,
  'refund.failed': refunds,
  'charge.dispute.created': dispute,
  'charge.dispute.updated': dispute,
  'charge.dispute.closed': dispute,
  'charge.dispute.funds_reinstated': dispute,
  'charge.dispute.funds_withdrawn': dispute,
  'payment_intent.succeeded': payment,
  'payment_intent.payment_failed': payment,
  'customer.subscription.created': subscriptions,
  'customer.subscription.updated': subscriptions,
  'customer.subscription.deleted': subscriptions,
  'customer.subscription.paused': subscriptions,
  'customer.subscription.resumed': subscriptions,
  'invoice.paid': paidInvoice,
  'invoice.payment_succeeded': paidInvoice,
  'invoice.payment_failed': subscriptions,
  'invoice.voided': subscriptions,
  'invoice.marked_uncollectible': subscriptions,
  'setup_intent.succeeded': cards,
  'payment_method.attached': cards,
  'payment_method.updated': cards,
  'payment_method.automatically_updated': cards,
  'payment_method.detached': cards,
  'customer.updated': customer,
  'customer.deleted': customer,
}

const isHandled = (type: string): type is HandledType => Object.hasOwn(reads, type)

/**
 * Reads an event as a command, or null where there is nothing to do for it: a kind that the portal has no use for or does
 * not know, or a card of nobody. It never throws.
 */
export const translate = (event: ReceivedEvent): StripeCommand | null => {
  const { type, apiVersion, problem } = event
  if (problem !== '') return { kind: 'unreadable', sentence: `${problem} It is kept as it came.` }
  if (!isHandled(type)) return null
  const read = reads[type](event)
  if (typeof read !== 'string') return read
  const version = apiVersion === '' ? '' : ` of API version ${apiVersion}`
  const sentence = `The ${type} event${version} does not name its ${read}. Kontor reads version ${stripeApiVersion}.`
  return { kind: 'unreadable', sentence }
}
