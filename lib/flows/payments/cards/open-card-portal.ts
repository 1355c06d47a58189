import { findStripeCustomer } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'

/** The address of the page at Stripe where the org keeps its cards (P2). */
export const openCardPortal = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  returnUrl: string,
): Promise<string> => {
  requirePermission(ctx, 'org:pay', org)
  const customerId = await findStripeCustomer(ctx.db, org)
  if (customerId === null) throw new Refusal('not_found', 'There is no card on file yet.')
  return stripe.openCardPortal(customerId, returnUrl)
}
