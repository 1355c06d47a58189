import { findPurchaseTerms } from '@/db/queries/packs'
import { listRequestedRefunds } from '@/db/queries/refunds'
import type { Ctx } from '@/lib/context'
import { log } from '@/lib/platform/log'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { makeRefund } from './make-refund'

const patienceSeconds = 60

/**
 * Makes the refunds that were asked for and whose answer never came. Safe to run twice and at once; one that fails stops
 * no other.
 * @returns how many came to an end.
 */
export const keepRefunds = async (ctx: Ctx, stripe: StripeGateway): Promise<number> => {
  let ended = 0
  for (const refund of await listRequestedRefunds(ctx.db, ctx.now.subtract({ seconds: patienceSeconds }))) {
    const { orgId: org, purchaseId, refundId } = refund
    try {
      const purchase = await findPurchaseTerms(ctx.db, org, purchaseId)
      if (purchase) await makeRefund(ctx, stripe, purchase, refund)
      ended += 1
    } catch (error) {
      log.warn({ err: error, org, refund: refundId }, 'a refund has to be tried again')
    }
  }
  return ended
}
