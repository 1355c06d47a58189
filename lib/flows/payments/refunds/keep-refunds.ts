import { findPurchaseTerms } from '@/db/queries/packs'
import { listRequestedRefunds, requestedRefunds } from '@/db/queries/refunds'
import type { Ctx } from '@/lib/context'
import { tryEach } from '@/lib/flows/jobs/try-each'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { makeRefund } from './make-refund'

const patienceSeconds = 60

export const refundsDue = requestedRefunds(patienceSeconds)

/**
 * Makes the refunds that were asked for and whose answer never came. Safe to run twice and at once; one that fails stops
 * no other.
 * @returns how many came to an end.
 */
export const keepRefunds = async (ctx: Ctx, stripe: StripeGateway): Promise<number> => {
  const asked = await listRequestedRefunds(ctx.db, ctx.now, ctx.now.subtract({ seconds: patienceSeconds }))
  const work = asked.map((item) => ({ org: item.orgId, reference: item.refundId, item }))
  return tryEach(ctx, 'refund', work, async (refund) => {
    const purchase = await findPurchaseTerms(ctx.db, refund.orgId, refund.purchaseId)
    if (purchase) await makeRefund(ctx, stripe, purchase, refund)
    return purchase ? true : 'There is no purchase that it could be of.'
  })
}
