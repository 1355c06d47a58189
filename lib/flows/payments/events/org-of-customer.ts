import { findAccount } from '@/db/queries/accounts'
import { findOrgOfCustomer } from '@/db/queries/cards'
import { findStripeCustomer } from '@/db/queries/orgs'
import type { Ctx } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'

/**
 * The org that a customer at Stripe is of, or null where it is none of ours. Beside the customer that an org has, another
 * one that names the org is none: nothing of it may replace what is on file.
 * @throws Refusal `unavailable` where the customer says that it is ours and there is no such org yet.
 */
export const orgOfCustomer = async (ctx: Ctx, stripe: StripeGateway, customerId: string): Promise<string | null> => {
  const known = await findOrgOfCustomer(ctx.db, customerId)
  if (known !== null) return known
  const org = await stripe.orgOfCustomer(customerId)
  if (org === '') return null
  const its = await findStripeCustomer(ctx.db, org)
  if (its !== null && its !== customerId) return null
  if (!(await findAccount(ctx.db, org))) throw new Refusal('unavailable', `There is no organization ${org} yet.`)
  return org
}
