import type { FoundPurchase } from '@/db/queries/packs'
import { findSubscriptionCheckout } from '@/db/queries/stripe-subscriptions'
import { settleCardCheckout } from '@/lib/flows/payments/cards/settle-card-checkout'
import { creditGiven } from '@/lib/flows/payments/credit/give-purchase'
import { lookAtNamed, type PurchaseStatus, settlePurchase } from '@/lib/flows/payments/credit/settle-purchase'
import { settleSubscription } from '@/lib/flows/payments/subscriptions/settle-subscription'
import { Refusal } from '@/lib/platform/errors'
import type { Checkout } from '@/lib/stripe/read-checkout'
import type { Handled, Handler } from './handled'
import { invoiceCheckout } from './invoice-checkout'

/** A session that was read, and what our own ids in its metadata say it is about. */
export type ReadSession = {
  readonly org: string
  readonly checkoutId: string
  readonly sessionId: string
  readonly read: Checkout
}

type OfSession<More = object> = (
  ctx: Parameters<Handler<'checkout_changed'>>[0],
  stripe: Parameters<Handler<'checkout_changed'>>[1],
  session: ReadSession & More,
  event: Parameters<Handler<'checkout_changed'>>[3],
) => Promise<Handled>

/** A Checkout that saves a card is complete, or ended. */
const cardCheckout: OfSession = async (ctx, stripe, session, event) => {
  const status = await settleCardCheckout(ctx, stripe, session, event)
  if (status === 'open') return { sentence: 'The checkout is still open.', note: 'ignored' }
  return { sentence: status === 'saved' ? 'The card was saved.' : 'The checkout ended without a card.' }
}

const told: Readonly<Record<PurchaseStatus, Handled>> = {
  paid: { sentence: creditGiven, note: 'done' },
  processing: { sentence: 'The payment is still being processed.', note: 'ignored' },
  open: { sentence: 'The checkout is still open.', note: 'ignored' },
  ended: { sentence: 'The checkout ended unpaid.', note: 'done' },
}

/** A Checkout in which credit is bought was paid, or ended. */
const creditCheckout: OfSession<{ readonly found?: FoundPurchase }> = async (ctx, stripe, session, event) => {
  const { status, claimed } = await settlePurchase(ctx, stripe, session, event)
  return claimed ? { sentence: told[status].sentence } : told[status]
}

/** A Checkout in which something is subscribed to is paid, or ended. */
const subscriptionCheckout: OfSession = async (ctx, stripe, session, event) => {
  const { org, checkoutId } = session
  if (!(await findSubscriptionCheckout(ctx.db, org, checkoutId))) {
    throw new Refusal('unavailable', `There is no checkout ${checkoutId} of ${org} yet.`)
  }
  const status = await settleSubscription(ctx, stripe, session, event)
  if (status === 'open' || status === 'processing') {
    return { sentence: 'Nothing was paid in the checkout yet.', note: 'ignored' }
  }
  return { sentence: status === 'paid' ? 'The subscription is in force.' : 'The checkout ended unpaid.' }
}

/**
 * A Checkout changed: it is read, and what it was opened for is settled as it stands now. Of a purchase that is recorded as
 * paid in this session, as it is once its page was first, nothing is left to read.
 */
export const checkout: Handler<'checkout_changed'> = async (ctx, stripe, { sessionId, named }, event) => {
  const seen = named.org && named.checkoutId ? await lookAtNamed(ctx, { ...named, sessionId }, event) : null
  if (seen === 'claimed') return { sentence: creditGiven }
  const read = await stripe.readCheckout(sessionId)
  const { org, checkout: checkoutId, invoice: invoiceId, purchase } = read.metadata
  if (!org || !checkoutId) return { sentence: 'The checkout is none of ours.', note: 'ignored' }
  const session = { org, checkoutId, sessionId, read }
  if (read.mode === 'setup') return cardCheckout(ctx, stripe, session, event)
  if (read.mode === 'subscription') return subscriptionCheckout(ctx, stripe, session, event)
  const isNamed = named.org === org && named.checkoutId === checkoutId
  if (purchase) return creditCheckout(ctx, stripe, { ...session, ...(seen && isNamed ? { found: seen } : {}) }, event)
  if (invoiceId) return invoiceCheckout(ctx, { ...session, invoiceId }, event)
  return { sentence: 'The checkout is none of ours.', note: 'ignored' }
}
