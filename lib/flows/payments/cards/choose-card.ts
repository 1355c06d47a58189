import { type Ctx, requirePermission } from '@/lib/context'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { cardAtStripe } from './card-at-stripe'
import { syncCards } from './sync-cards'

/** Has another of the org's cards charged from now on (P2). */
export const chooseCard = async (ctx: Ctx, stripe: StripeGateway, org: string, methodId: string): Promise<void> => {
  requirePermission(ctx, 'org:pay', org)
  const { customerId } = await cardAtStripe(ctx, stripe, org, methodId)
  await stripe.setDefaultCard(customerId, methodId)
  await syncCards(ctx, stripe, org, customerId)
}
