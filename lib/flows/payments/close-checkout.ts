import { endCheckout } from '@/db/commands/checkouts'
import type { CheckoutRow } from '@/db/queries/checkouts'
import type { Ctx } from '@/lib/context'
import { log } from '@/lib/platform/log'
import type { StripeGateway } from '@/lib/stripe/gateway'

/** Closes an open card form at Stripe and here. One that cannot be closed stays open: what it brings is recorded. */
export const closeCheckout = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  { checkoutId, sessionId }: Pick<CheckoutRow, 'checkoutId' | 'sessionId'>,
): Promise<void> => {
  try {
    if (sessionId) await stripe.expireCheckout(sessionId)
    await endCheckout(ctx.db, org, checkoutId, null, ctx.now)
  } catch (error) {
    log.warn({ err: error, checkout: checkoutId }, 'an open checkout of an invoice could not be closed')
  }
}
