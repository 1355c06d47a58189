import { findDefaultMethod } from '@/db/queries/cards'
import type { Ctx } from '@/lib/context'
import { alignSubscriptions, chargedElsewhere } from '@/lib/flows/payments/cards/align-subscriptions'
import { recordCards } from '@/lib/flows/payments/cards/sync-cards'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { recordSubscriptions } from './record-subscriptions'

/**
 * Records what a customer subscribes to as Stripe has it now. A card that was typed for a subscription becomes the card
 * of the org where it has none; where it has one, the subscription is charged to that from then on.
 */
export const syncSubscriptions = (ctx: Ctx, stripe: StripeGateway, org: string, customerId: string): Promise<void> =>
  recordSubscriptions(ctx, org, async () => {
    const [found, methodId] = await Promise.all([stripe.readSubscriptions(customerId), findDefaultMethod(ctx.db, org)])
    if (chargedElsewhere(found, methodId).length > 0) {
      await recordCards(ctx, stripe, org, customerId)
      await alignSubscriptions(ctx, stripe, org, found)
    }
    return found
  })
