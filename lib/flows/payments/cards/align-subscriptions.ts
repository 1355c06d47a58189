import { findCardFile } from '@/db/queries/cards'
import type { Ctx } from '@/lib/context'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'

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
  const methodId = (await findCardFile(ctx.db, org))?.defaultMethod ?? ''
  if (methodId === '') return
  for (const { subscriptionId, ownMethod, endedAt } of found) {
    if (endedAt === null && ownMethod !== '' && ownMethod !== methodId) {
      await stripe.chargeSubscriptionTo(subscriptionId, methodId)
    }
  }
}
