import { listPlanNames } from '@/db/queries/plan-versions'
import { type Ctx, requirePermission } from '@/lib/context'
import { productTitle } from '@/lib/core/plans/product-title'
import { chargedSubscriptions } from './charged-subscriptions'
import { orgSubscriptions } from './org-subscriptions'

/** What an org subscribes to at Stripe, or did, the newest first, and how it stands with it. For administrators. */
export const adminSubscriptions = async (ctx: Ctx, org: string) => {
  requirePermission(ctx, 'platform:admin')
  const [{ all, standing, dunning }, names] = await Promise.all([orgSubscriptions(ctx, org), listPlanNames(ctx.db)])
  return { subscriptions: all.map((each) => ({ ...each, title: productTitle(names, each) })), standing, dunning }
}
export type AdminSubscriptions = Awaited<ReturnType<typeof adminSubscriptions>>

/** What an org was charged for subscriptions, what went back of it, and what Stripe keeps on its account. */
export const adminCharges = async (ctx: Ctx, org: string, zone: string) => {
  requirePermission(ctx, 'platform:admin')
  return chargedSubscriptions(ctx, org, zone)
}
