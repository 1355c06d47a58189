import { findDefaultMethod } from '@/db/queries/cards'
import type { Ctx } from '@/lib/context'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'

/** Those that are charged to a card of their own which is not the org's. */
export const chargedElsewhere = (
  found: readonly SubscriptionAtStripe[],
  methodId: string,
): readonly SubscriptionAtStripe[] =>
  found.filter(({ ownMethod, endedAt }) => endedAt === null && ownMethod !== '' && ownMethod !== methodId)

/**
 * Has what an org subscribes to charged to the org's card: there is one that is charged, which the customer sees and can
 * change. Stripe keeps a card of its own for what was subscribed to in Checkout.
 */
export const alignSubscriptions = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  found: readonly SubscriptionAtStripe[],
): Promise<void> => {
  const methodId = await findDefaultMethod(ctx.db, org)
  if (methodId === '') return
  for (const { subscriptionId } of chargedElsewhere(found, methodId)) {
    await stripe.chargeSubscriptionTo(subscriptionId, methodId)
  }
}
