import type Stripe from 'stripe'
import { idOf } from './id-of'
import { type Checkout, checkoutOf } from './read-checkout'
import { type SubscriptionAtStripe, subscriptionSaid } from './subscriptions'

type CheckoutFacts = { readonly org: string; readonly checkoutId: string; readonly sessionId: string }

/** What an event asks the portal to do. A kind is a trigger: the flow reads the object again before it writes. */
export type StripeCommand =
  | ({ readonly kind: 'invoice_paid'; readonly invoiceId: string } & CheckoutFacts)
  | ({ readonly kind: 'invoice_checkout_ended'; readonly invoiceId: string } & CheckoutFacts)
  | ({ readonly kind: 'card_checkout_settled' } & CheckoutFacts)
  /** A session that is paid stays so: what the event says of it is how it is. */
  | ({ readonly kind: 'purchase_settled'; readonly said: Checkout } & CheckoutFacts)
  | ({ readonly kind: 'subscription_checkout_settled' } & CheckoutFacts)
  /** A charge of a card while the customer was away came to an end. */
  | {
      readonly kind: 'recharge_settled'
      readonly org: string
      readonly purchaseId: string
      readonly paymentIntentId: string
    }
  /**
   * Money went back, or was to. What it was paid for is known to the payment: a refund that somebody made at Stripe by
   * hand says nothing, so that both are empty.
   */
  | {
      readonly kind: 'refunds_changed'
      readonly org: string
      readonly purchaseId: string
      readonly paymentIntentId: string
    }
  | { readonly kind: 'dispute_changed'; readonly disputeId: string }
  /** What a customer subscribes to, or owes for it, is not what it was. */
  | {
      readonly kind: 'subscriptions_changed'
      readonly customerId: string
      /** As the object says; empty where it says nothing. */
      readonly org: string
      /** The subscription as the event has it; null where it is of something else. */
      readonly said: SubscriptionAtStripe | null
    }
  /** Something about a customer or its cards is not what it was. */
  | {
      readonly kind: 'cards_changed'
      readonly customerId: string
      /** As the object says; empty where it says nothing. */
      readonly org: string
    }

const ofSession = (session: Stripe.Checkout.Session, kind: 'paid' | 'ended'): StripeCommand | null => {
  const { org, invoice: invoiceId, purchase, checkout: checkoutId } = session.metadata ?? {}
  if (!org || !checkoutId) return null
  const facts = { org, checkoutId, sessionId: session.id }
  if (session.mode === 'setup') return { kind: 'card_checkout_settled', ...facts }
  if (session.mode === 'subscription') return { kind: 'subscription_checkout_settled', ...facts }
  if (purchase) return { kind: 'purchase_settled', ...facts, said: checkoutOf(session) }
  return invoiceId ? { kind: kind === 'paid' ? 'invoice_paid' : 'invoice_checkout_ended', invoiceId, ...facts } : null
}

const refundsOf = ({ metadata, payment_intent: intent }: Stripe.Charge | Stripe.Refund): StripeCommand | null => {
  const { org = '', purchase: purchaseId = '' } = metadata ?? {}
  const paymentIntentId = idOf(intent)
  return paymentIntentId === '' ? null : { kind: 'refunds_changed', org, purchaseId, paymentIntentId }
}

const cardsOf = (
  customer: string | { readonly id: string } | null | undefined,
  metadata: Stripe.Metadata | null = null,
): StripeCommand | null => {
  const customerId = idOf(customer)
  return customerId === '' ? null : { kind: 'cards_changed', customerId, org: metadata?.org ?? '' }
}

const subscriptionsOf = (
  customer: string | { readonly id: string } | null | undefined,
  metadata: Stripe.Metadata | null | undefined,
  said: SubscriptionAtStripe | null = null,
): StripeCommand | null => {
  const customerId = idOf(customer)
  return customerId === '' ? null : { kind: 'subscriptions_changed', customerId, org: metadata?.org ?? '', said }
}

/** The customer that a card was detached from: the card itself does not say any more. */
const formerCustomer = ({ data }: Stripe.PaymentMethodDetachedEvent): string => {
  const { customer } = (data.previous_attributes ?? {}) as { customer?: unknown }
  return typeof customer === 'string' ? customer : idOf(data.object.customer)
}

/**
 * Reads an event as a command, or null where it is not for us: another product's session, a kind we don't handle, or
 * a session that is complete while its money is still on the way.
 */
export const translate = (event: Stripe.Event): StripeCommand | null => {
  switch (event.type) {
    case 'checkout.session.completed':
      return event.data.object.payment_status === 'unpaid' ? null : ofSession(event.data.object, 'paid')
    case 'checkout.session.async_payment_succeeded':
      return ofSession(event.data.object, 'paid')
    case 'checkout.session.expired':
    case 'checkout.session.async_payment_failed':
      return ofSession(event.data.object, 'ended')
    case 'charge.refunded':
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return refundsOf(event.data.object)
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.funds_withdrawn':
      return { kind: 'dispute_changed', disputeId: event.data.object.id }
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed': {
      // A payment in Checkout is told by its session, which says more: it has a checkout in its metadata.
      const { id: paymentIntentId, metadata } = event.data.object
      const { org, purchase: purchaseId, checkout } = metadata ?? {}
      return org && purchaseId && !checkout ? { kind: 'recharge_settled', org, purchaseId, paymentIntentId } : null
    }
    case 'customer.subscription.created':
    case 'customer.subscription.updated':
    case 'customer.subscription.deleted':
    case 'customer.subscription.paused':
    case 'customer.subscription.resumed': {
      const { customer, metadata } = event.data.object
      return subscriptionsOf(customer, metadata, subscriptionSaid(event.data.object))
    }
    case 'invoice.paid':
    case 'invoice.payment_succeeded':
    case 'invoice.payment_failed':
    case 'invoice.voided':
    case 'invoice.marked_uncollectible': {
      const { customer, parent } = event.data.object
      const { subscription_details: of } = parent ?? {}
      return of ? subscriptionsOf(customer, of.metadata) : null
    }
    case 'setup_intent.succeeded': {
      const { customer, metadata } = event.data.object
      return cardsOf(customer, metadata)
    }
    case 'payment_method.attached':
    case 'payment_method.updated':
      return cardsOf(event.data.object.customer)
    case 'payment_method.detached':
      return cardsOf(formerCustomer(event))
    case 'customer.updated':
    case 'customer.deleted':
      return cardsOf(event.data.object, event.data.object.metadata)
    default:
      return null
  }
}
