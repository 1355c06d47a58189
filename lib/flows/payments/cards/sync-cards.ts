import { knownSubscription, listStripeSubscriptions } from '@/db/queries/stripe-subscriptions'
import type { Ctx } from '@/lib/context'
import { isLive } from '@/lib/core/plans/entitlement'
import { recordPaymentMethod } from '@/lib/flows/funding/record-payment-method'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { alignSubscriptions } from './align-subscriptions'

/**
 * Records the cards of a customer as Stripe has them now. Where no card is chosen, the one that is there longest is
 * charged from now on: an org with a card always has one that is charged, and it is the same one whatever Stripe told
 * first, and whenever it was heard.
 */
export const recordCards = (ctx: Ctx, stripe: StripeGateway, org: string, customerId: string): Promise<void> =>
  recordPaymentMethod(ctx, org, async () => {
    const found = await stripe.readCards(customerId)
    const oldest = found.cards.at(-1)
    if (found.defaultMethod !== '' || !oldest) return found
    await stripe.setDefaultCard(customerId, oldest.methodId)
    return { ...found, defaultMethod: oldest.methodId }
  })

/** The same, and what is subscribed to is charged to the card of the org. */
export const syncCards = async (ctx: Ctx, stripe: StripeGateway, org: string, customerId: string): Promise<void> => {
  await recordCards(ctx, stripe, org, customerId)
  const known = (await listStripeSubscriptions(ctx.db, org)).map(knownSubscription)
  if (known.some(isLive)) await alignSubscriptions(ctx, stripe, org, await stripe.readSubscriptions(customerId))
}
