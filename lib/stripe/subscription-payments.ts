import Stripe from 'stripe'
import { Temporal } from 'temporal-polyfill'
import { type Minor, minor } from '@/lib/core/money/amount'
import { idOf } from './id-of'
import { asking } from './refused'

/** A paid invoice of a subscription, as it stands at Stripe. */
export type SubscriptionPayment = {
  readonly stripeInvoiceId: string
  readonly customerId: string
  readonly subscriptionId: string
  /** The org that the subscription was opened for, as it says; empty where it says none. */
  readonly orgSaid: string
  /** Empty where nothing was charged by card. */
  readonly paymentIntentId: string
  /** What was charged; what it came to, and the tax in that. */
  readonly amount: Minor
  readonly total: Minor
  readonly tax: Minor
  readonly currency: string
  readonly paidAt: Temporal.Instant
  readonly periodStartedAt: Temporal.Instant
  readonly periodEndsAt: Temporal.Instant
}

const instantOf = (seconds: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(seconds * 1000)

/** What an invoice charges for: from the first to the last day of its lines that are not given back. */
const periodOf = ({ lines, created }: Stripe.Invoice): { readonly start: number; readonly end: number } => {
  const charged = lines.data.filter(({ amount }) => amount > 0).map(({ period }) => period)
  if (charged.length === 0) return { start: created, end: created }
  return { start: Math.min(...charged.map(({ start }) => start)), end: Math.max(...charged.map(({ end }) => end)) }
}

const intentOf = ({ payments }: Stripe.Invoice): string => {
  const paid = payments?.data.find(({ status }) => status === 'paid')
  return idOf(paid?.payment.payment_intent)
}

/** Null where it is of no subscription, is not paid, or nothing was charged. */
const paymentOf = (invoice: Stripe.Invoice): SubscriptionPayment | null => {
  const subscriptionId = idOf(invoice.parent?.subscription_details?.subscription)
  if (subscriptionId === '' || invoice.status !== 'paid' || invoice.amount_paid <= 0) return null
  const { start, end } = periodOf(invoice)
  return {
    stripeInvoiceId: invoice.id ?? '',
    customerId: idOf(invoice.customer),
    subscriptionId,
    orgSaid: invoice.parent?.subscription_details?.metadata?.org ?? '',
    paymentIntentId: intentOf(invoice),
    amount: minor(BigInt(invoice.amount_paid)),
    total: minor(BigInt(invoice.total)),
    tax: minor((invoice.total_taxes ?? []).reduce((tax, { amount }) => tax + BigInt(amount), 0n)),
    currency: invoice.currency.toUpperCase(),
    paidAt: instantOf(invoice.status_transitions.paid_at ?? invoice.created),
    periodStartedAt: instantOf(start),
    periodEndsAt: instantOf(end),
  }
}

/** A paid invoice of a subscription; null where it is none. */
export const readSubscriptionPayment = (stripe: Stripe, stripeInvoiceId: string): Promise<SubscriptionPayment | null> =>
  asking(async () => paymentOf(await stripe.invoices.retrieve(stripeInvoiceId, { expand: ['payments'] })))

/** What a payment was charged for; null where that is no subscription. */
export const subscriptionPaymentBy = async (
  stripe: Stripe,
  paymentIntentId: string,
): Promise<SubscriptionPayment | null> => {
  const of = { type: 'payment_intent', payment_intent: paymentIntentId } as const
  const found = await asking(() => stripe.invoicePayments.list({ payment: of, limit: 1 }))
  const id = idOf(found.data[0]?.invoice)
  return id === '' ? null : readSubscriptionPayment(stripe, id)
}

/** All that a customer was charged for subscriptions. */
export const listSubscriptionPayments = (stripe: Stripe, customerId: string): Promise<SubscriptionPayment[]> =>
  asking(async () => {
    const found: SubscriptionPayment[] = []
    const of = { customer: customerId, status: 'paid', limit: 100, expand: ['data.payments'] } as const
    for await (const invoice of stripe.invoices.list({ ...of, expand: [...of.expand] })) {
      const payment = paymentOf(invoice)
      if (payment) found.push(payment)
    }
    return found
  })

const isGone = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing'

/** Ends a subscription now; nothing is charged or given back for the rest. One that has ended is no failure. */
export const endSubscriptionNow = (stripe: Stripe, subscriptionId: string): Promise<void> =>
  asking(async () => {
    try {
      await stripe.subscriptions.cancel(subscriptionId, { prorate: false, invoice_now: false })
    } catch (error) {
      if (!isGone(error)) throw error
    }
  })

/** What Stripe keeps on a customer's account: below zero their credit, above it owed. Null for one that was deleted. */
export const readBalance = (
  stripe: Stripe,
  customerId: string,
): Promise<{ readonly balance: Minor; readonly currency: string } | null> =>
  asking(async () => {
    const customer = await stripe.customers.retrieve(customerId)
    if (customer.deleted) return null
    return { balance: minor(BigInt(customer.balance)), currency: (customer.currency ?? '').toUpperCase() }
  })
