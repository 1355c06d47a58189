import { type Ctx, requirePermission } from '@/lib/context'
import { orgSubscriptions } from './org-subscriptions'

/** What an org subscribes to at Stripe, or did, the newest first, and how it stands with it. For administrators. */
export const adminSubscriptions = async (ctx: Ctx, org: string) => {
  requirePermission(ctx, 'platform:admin')
  const { all, standing, dunning } = await orgSubscriptions(ctx, org)
  return { subscriptions: all, standing, dunning }
}
export type AdminSubscriptions = Awaited<ReturnType<typeof adminSubscriptions>>
