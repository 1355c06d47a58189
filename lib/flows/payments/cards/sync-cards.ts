import { knownSubscription, listStripeSubscriptions } from '@/db/queries/stripe-subscriptions'
import type { Ctx } from '@/lib/context'
import { isLive } from '@/lib/core/plans/entitlement'
import { recordPaymentMethod } from '@/lib/flows/funding/record-payment-method'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { alignSubscriptions } from './align-subscriptions'

/**
 * Records the cards of a customer as Stripe has them now. Where no card is chosen, the one that was just added is charged
 * from now on, or else the newest: an org with a card always has one that is charged.
 */
export const recordCards = (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  customerId: string,
  added = '',
): Promise<void> =>
  recordPaymentMethod(ctx, org, async () => {
    const found = await stripe.readCards(customerId)
    const [newest] = found.cards
    if (found.defaultMethod !== '' || !newest) return found
    const chosen = found.cards.find(({ methodId }) => methodId === added) ?? newest
    await stripe.setDefaultCard(customerId, chosen.methodId)
    return { ...found, defaultMethod: chosen.methodId }
  })

/** The same, and what is subscribed to is charged to the card of the org. */
export const syncCards = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  customerId: string,
  added = '',
): Promise<void> => {
  await recordCards(ctx, stripe, org, customerId, added)
  const known = (await listStripeSubscriptions(ctx.db, org)).map(knownSubscription)
  if (known.some(isLive)) await alignSubscriptions(ctx, stripe, org, await stripe.readSubscriptions(customerId))
}
