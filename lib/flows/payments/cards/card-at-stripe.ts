import { findStripeCustomer } from '@/db/queries/orgs'
import type { Ctx } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { CardsAtStripe } from '@/lib/stripe/cards'
import type { StripeGateway } from '@/lib/stripe/gateway'

/** The org's cards at Stripe, this one among them. A card of somebody else is none. */
export const cardAtStripe = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  methodId: string,
): Promise<CardsAtStripe> => {
  const customerId = await findStripeCustomer(ctx.db, org)
  const found = customerId === null ? null : await stripe.readCards(customerId)
  if (!found?.cards.some((card) => card.methodId === methodId)) {
    throw new Refusal('not_found', 'This card is not on file any more.')
  }
  return found
}
