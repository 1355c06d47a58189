import { findSubscriptionCheckout } from '@/db/queries/stripe-subscriptions'
import { settleSubscription } from '@/lib/flows/payments/subscriptions/settle-subscription'
import { Refusal } from '@/lib/platform/errors'
import type { Handler } from './handled'

/** A Checkout in which something is subscribed to is paid, or ended. */
export const subscriptionCheckout: Handler<'subscription_checkout_settled'> = async (ctx, stripe, command, event) => {
  const { org, checkoutId } = command
  if (!(await findSubscriptionCheckout(ctx.db, org, checkoutId))) {
    throw new Refusal('unavailable', `There is no checkout ${checkoutId} of ${org} yet.`)
  }
  const status = await settleSubscription(ctx, stripe, command, event)
  if (status === 'open' || status === 'processing') {
    return { sentence: 'Nothing was paid in the checkout yet.', note: 'ignored' }
  }
  return { sentence: status === 'paid' ? 'The subscription is in force.' : 'The checkout ended unpaid.' }
}
