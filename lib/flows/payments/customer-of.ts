import { noteStripeCustomer } from '@/db/commands/checkouts'
import { findStripeCustomer } from '@/db/queries/orgs'
import type { Ctx } from '@/lib/context'
import type { StripeGateway } from '@/lib/stripe/gateway'

/** The org's customer at Stripe; it is made when it is needed first. */
export const customerOf = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  { name, email }: { readonly name: string; readonly email: string },
): Promise<string> =>
  (await findStripeCustomer(ctx.db, org)) ??
  noteStripeCustomer(ctx.db, org, await stripe.ensureCustomer({ org, name, email }), ctx.now)
