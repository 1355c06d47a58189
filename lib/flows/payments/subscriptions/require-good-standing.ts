import { knownSubscription, listStripeSubscriptions } from '@/db/queries/stripe-subscriptions'
import { listDisputeStatuses } from '@/db/queries/subscription-payments'
import type { Ctx } from '@/lib/context'
import { cannotBuy, orgStanding } from '@/lib/core/plans/entitlement'
import { accept } from '@/lib/platform/errors'

/**
 * Lets an org buy, unless it owes for a subscription too long (P7) or disputes a payment.
 * @throws Refusal `payment_overdue`, `payment_disputed`
 */
export const requireGoodStanding = async (ctx: Pick<Ctx, 'db' | 'now'>, org: string): Promise<void> => {
  const [rows, disputes] = await Promise.all([listStripeSubscriptions(ctx.db, org), listDisputeStatuses(ctx.db, org)])
  accept(cannotBuy(orgStanding(rows.map(knownSubscription), ctx.now.epochNanoseconds), disputes))
}
