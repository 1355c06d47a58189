import Stripe from 'stripe'
import { Temporal } from 'temporal-polyfill'
import type { Language } from '@/lib/core/invoices/snapshot'
import { type Minor, minor } from '@/lib/core/money/amount'
import type { Choice } from '@/lib/core/plans/offer'
import { automaticTaxParameters } from './automatic-tax'
import type { OpenCheckout } from './checkout'
import { idOf } from './id-of'
import { subscriptionCheckoutKey } from './keys'
import { choiceOf } from './prices'
import { asking } from './refused'

export type SubscriptionCheckoutInput = {
  readonly org: string
  readonly checkoutId: string
  readonly customerId: string
  readonly priceId: string
  readonly language: Language
}

/**
 * Opens an embedded Checkout in which a plan or a tier is subscribed to. Asked again it answers the same session. Tax is
 * added where that is switched on, also to renewals and changes.
 */
export const openSubscriptionCheckout = async (
  stripe: Stripe,
  { org, checkoutId, customerId, priceId, language }: SubscriptionCheckoutInput,
  automaticTax: boolean,
): Promise<OpenCheckout> => {
  const metadata = { org, checkout: checkoutId }
  const session = await asking(() =>
    stripe.checkout.sessions.create(
      {
        mode: 'subscription',
        ui_mode: 'embedded_page',
        redirect_on_completion: 'never',
        customer: customerId,
        client_reference_id: checkoutId,
        locale: language,
        line_items: [{ price: priceId, quantity: 1 }],
        metadata,
        subscription_data: { metadata },
        ...(automaticTax && automaticTaxParameters),
      },
      { idempotencyKey: subscriptionCheckoutKey(checkoutId) },
    ),
  )
  if (session.client_secret === null) throw new Error(`Checkout Session ${session.id} came without a client secret`)
  return { sessionId: session.id, clientSecret: session.client_secret }
}

/** A subscription to something of ours, as it stands at Stripe. */
export type SubscriptionAtStripe = {
  readonly subscriptionId: string
  readonly itemId: string
  readonly choice: Choice
  readonly status: string
  readonly currency: string
  /** Of a period. */
  readonly price: Minor
  readonly startedAt: Temporal.Instant
  readonly periodStartedAt: Temporal.Instant
  readonly periodEndsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant | null
  readonly endedAt: Temporal.Instant | null
  readonly pastDueSince: Temporal.Instant | null
  /** What is unpaid since then; null where nothing is. */
  readonly owed: Minor | null
  /** A card of its own that it is charged to; empty where it follows its customer. */
  readonly ownMethod: string
}

const instantOf = (seconds: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
const maybeInstant = (seconds: number | null): Temporal.Instant | null => (seconds === null ? null : instantOf(seconds))

/** Statuses in which an invoice may be unpaid that was to be paid. */
const owing: readonly string[] = ['past_due', 'unpaid']

type Owed = Pick<SubscriptionAtStripe, 'pastDueSince' | 'owed'>
const nothingOwed: Owed = { pastDueSince: null, owed: null }

/**
 * Since when the oldest invoice that was to be paid is not, and what all of those come to: the same no matter who reads,
 * whichever event came first (P7).
 */
const readOwed = async (stripe: Stripe, { id, status }: Stripe.Subscription): Promise<Owed> => {
  if (!owing.includes(status)) return nothingOwed
  let oldest: number | null = null
  let owed = 0n
  for await (const invoice of stripe.invoices.list({ subscription: id, limit: 100 })) {
    if (invoice.status !== 'open' && invoice.status !== 'uncollectible') continue
    if (!invoice.attempted) continue
    const since = invoice.status_transitions.finalized_at ?? invoice.created
    if (oldest === null || since < oldest) oldest = since
    owed += BigInt(invoice.amount_remaining)
  }
  return oldest === null ? nothingOwed : { pastDueSince: instantOf(oldest), owed: minor(owed) }
}

/** A subscription as it, or an event of it, says; null where it is to nothing of ours. What is owed it cannot say. */
export const subscriptionSaid = (subscription: Stripe.Subscription): SubscriptionAtStripe | null => {
  const [item] = subscription.items.data
  const choice = item && choiceOf(item.price)
  if (!item || !choice) return null
  const { cancel_at, cancel_at_period_end, ended_at } = subscription
  return {
    subscriptionId: subscription.id,
    itemId: item.id,
    choice,
    status: subscription.status,
    currency: item.price.currency.toUpperCase(),
    price: minor(BigInt(item.price.unit_amount ?? 0) * BigInt(item.quantity ?? 1)),
    startedAt: instantOf(subscription.start_date),
    periodStartedAt: instantOf(item.current_period_start),
    periodEndsAt: instantOf(item.current_period_end),
    endsAt: maybeInstant(ended_at ?? cancel_at ?? (cancel_at_period_end ? item.current_period_end : null)),
    endedAt: maybeInstant(ended_at),
    ...nothingOwed,
    ownMethod: ended_at === null ? idOf(subscription.default_payment_method) : '',
  }
}

const subscriptionOf = async (
  stripe: Stripe,
  subscription: Stripe.Subscription,
): Promise<SubscriptionAtStripe | null> => {
  const said = subscriptionSaid(subscription)
  return said && { ...said, ...(await readOwed(stripe, subscription)) }
}

const isGone = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing'

/** All that a customer subscribes to of ours, or did. A customer that was deleted has nothing. */
export const readSubscriptions = (stripe: Stripe, customerId: string): Promise<SubscriptionAtStripe[]> =>
  asking(async () => {
    const found: SubscriptionAtStripe[] = []
    try {
      for await (const each of stripe.subscriptions.list({ customer: customerId, status: 'all', limit: 100 })) {
        const read = await subscriptionOf(stripe, each)
        if (read) found.push(read)
      }
    } catch (error) {
      if (isGone(error)) return []
      throw error
    }
    return found
  })
