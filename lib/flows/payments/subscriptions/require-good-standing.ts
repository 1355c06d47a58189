import { knownSubscription, listStripeSubscriptions } from '@/db/queries/stripe-subscriptions'
import type { Ctx } from '@/lib/context'
import { cannotBuy, orgStanding } from '@/lib/core/plans/entitlement'
import { accept } from '@/lib/platform/errors'

/**
 * Lets an org buy, unless it owes for a subscription too long (P7).
 * @throws Refusal `payment_overdue`
 */
export const requireGoodStanding = async (ctx: Pick<Ctx, 'db' | 'now'>, org: string): Promise<void> => {
  const known = (await listStripeSubscriptions(ctx.db, org)).map(knownSubscription)
  accept(cannotBuy(orgStanding(known, ctx.now.epochNanoseconds)))
}
