import { endCheckout, finishCheckout } from '@/db/commands/checkouts'
import type { ClaimedEvent } from '@/db/commands/record-payment'
import { findStripeCustomer } from '@/db/queries/orgs'
import { findSubscriptionCheckout } from '@/db/queries/stripe-subscriptions'
import { type Ctx, requirePermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { Checkout } from '@/lib/stripe/read-checkout'
import { recordAllCharged } from './sync-payments'
import { syncSubscriptions } from './sync-subscriptions'

export type SubscriptionStatus = 'paid' | 'processing' | 'open' | 'ended'

type Form = {
  readonly org: string
  readonly checkoutId: string
  readonly sessionId: string
  /** The session, where it was just read. */
  readonly read?: Checkout
}

/** Looks at Stripe what became of a session in which something is subscribed to; once it is paid, it is in force. */
export const settleSubscription = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { org, checkoutId, sessionId, read }: Form,
  event: ClaimedEvent | null,
): Promise<SubscriptionStatus> => {
  const session = read ?? (await stripe.readCheckout(sessionId))
  if (session.paid) {
    const customerId = await findStripeCustomer(ctx.db, org)
    // A form is never without its customer: one that is not known any more was deleted, with what it subscribed to.
    if (customerId !== null) {
      await syncSubscriptions(ctx, stripe, org, customerId)
      await recordAllCharged(ctx, stripe, org, customerId)
    }
    await finishCheckout(ctx.db, { org, checkoutId }, 'The subscription is in force.', event, ctx.now)
    return 'paid'
  }
  if (session.status === 'expired' || event?.type === 'checkout.session.async_payment_failed') {
    await endCheckout(ctx.db, org, checkoutId, event, ctx.now)
    return 'ended'
  }
  return session.status === 'complete' ? 'processing' : 'open'
}

/** The return path: what became of a Checkout. It races with the webhook; both come to the same. */
export const settleSubscriptionForm = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  checkoutId: string,
): Promise<{ readonly status: SubscriptionStatus }> => {
  requirePermission(ctx, 'org:pay', org)
  const found = await findSubscriptionCheckout(ctx.db, org, checkoutId)
  if (!found) throw new Refusal('not_found', 'There is no such subscription.')
  const { status, sessionId } = found
  if (status === 'paid' || status === 'ended') return { status }
  if (sessionId === null) return { status: 'open' }
  return { status: await settleSubscription(ctx, stripe, { org, checkoutId, sessionId }, null) }
}
