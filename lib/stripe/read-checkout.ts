import Stripe from 'stripe'
import { Temporal } from 'temporal-polyfill'
import { type Minor, minor } from '@/lib/core/money/amount'
import { idOf } from './id-of'
import { asking } from './refused'

export type CheckoutStatus = 'open' | 'complete' | 'expired'

/** A Checkout Session as the portal needs it, read from Stripe now. */
export type Checkout = {
  readonly mode: 'payment' | 'setup' | 'subscription'
  readonly status: CheckoutStatus
  /** True once the money is ours; a complete session may still be waiting for it. */
  readonly paid: boolean
  readonly paymentIntentId: string | null
  /** What was asked for, before tax. */
  readonly subtotalMinor: Minor
  /** What Stripe added; zero where tax is not automatic. */
  readonly taxMinor: Minor
  /** All that is paid. */
  readonly amountMinor: Minor
  /** Upper case, as on invoices. */
  readonly currency: string
  readonly metadata: Readonly<Record<string, string>>
  /** Null once the session is not open any more. */
  readonly clientSecret: string | null
  readonly paymentMethod: { readonly brand: string; readonly last4: string } | null
  /** When the charge went through; null while unpaid. */
  readonly paidAt: Temporal.Instant | null
}

export const statusOf = ({ status }: Stripe.Checkout.Session): CheckoutStatus => {
  if (status === 'complete') return 'complete'
  return status === 'expired' ? 'expired' : 'open'
}

const modeOf = ({ mode }: Stripe.Checkout.Session): Checkout['mode'] => {
  if (mode === 'setup') return 'setup'
  return mode === 'subscription' ? 'subscription' : 'payment'
}

const written = <T>(reference: string | T | null): T | null => (typeof reference === 'string' ? null : reference)

/** A session as Stripe wrote it; what is not written out of its payment is null. */
export const checkoutOf = (session: Stripe.Checkout.Session): Checkout => {
  const intent = written(session.payment_intent)
  const charge = intent && written(intent.latest_charge)
  const paid = session.payment_status === 'paid' || session.payment_status === 'no_payment_required'
  const card = paid ? charge?.payment_method_details?.card : null
  return {
    mode: modeOf(session),
    status: statusOf(session),
    paid,
    paymentIntentId: idOf(session.payment_intent) || null,
    subtotalMinor: minor(BigInt(session.amount_subtotal ?? 0)),
    taxMinor: minor(BigInt(session.total_details?.amount_tax ?? 0)),
    amountMinor: minor(BigInt(session.amount_total ?? 0)),
    currency: (session.currency ?? '').toUpperCase(),
    metadata: session.metadata ?? {},
    clientSecret: session.client_secret,
    paymentMethod: card ? { brand: card.brand ?? 'card', last4: card.last4 ?? '' } : null,
    paidAt: paid && charge ? Temporal.Instant.fromEpochMilliseconds(charge.created * 1000) : null,
  }
}

export const readCheckout = async (stripe: Stripe, sessionId: string): Promise<Checkout> => {
  const expand = ['payment_intent.latest_charge']
  return checkoutOf(await asking(() => stripe.checkout.sessions.retrieve(sessionId, { expand })))
}

/**
 * Ends an open session, so that nothing can be paid through it any more.
 * @returns the status it has now: `complete` says that a payment was faster.
 */
export const expireCheckout = async (stripe: Stripe, sessionId: string): Promise<CheckoutStatus> => {
  try {
    return statusOf(await stripe.checkout.sessions.expire(sessionId))
  } catch (error) {
    const current = error instanceof Stripe.errors.StripeInvalidRequestError && error.code !== 'resource_missing'
    const status = current ? (await readCheckout(stripe, sessionId)).status : 'open'
    if (status !== 'open') return status
    return asking(() => Promise.reject(error))
  }
}
