import type { Ctx } from '@/lib/context'
import { syncCards } from '@/lib/flows/payments/cards/sync-cards'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { recordSubscriptions } from './record-subscriptions'

/**
 * Records what a customer subscribes to as Stripe has it now. A card that was typed for one subscription alone becomes
 * the card of the org where it has none, and the subscription is charged to the org's card from then on: there is one
 * card that is charged, the one that the customer sees and can change.
 */
export const syncSubscriptions = (ctx: Ctx, stripe: StripeGateway, org: string, customerId: string): Promise<void> =>
  recordSubscriptions(ctx, org, async () => {
    const found = await stripe.readSubscriptions(customerId)
    for (const { subscriptionId, ownMethod } of found) {
      if (ownMethod === '') continue
      await syncCards(ctx, stripe, org, customerId, ownMethod)
      await stripe.followDefaultCard(subscriptionId)
    }
    return found
  })
