import { type Ctx, requirePermission } from '@/lib/context'
import { pico } from '@/lib/core/money/amount'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { makeRefund } from './make-refund'
import { openRefund, type RefundOrder, usedBefore } from './open-refund'
import type { Refunded } from './settle-refund'

/**
 * Refunds a purchase of credit, in full or in part (K7). The request is kept first: where Stripe cannot be reached it is
 * made later, by itself, and once. Asked again, it answers what became of it.
 */
export const refundPurchase = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  purchaseId: string,
  order: RefundOrder,
): Promise<Refunded> => {
  requirePermission(ctx, 'refunds:write', org)
  const { purchase, refund } = await openRefund(ctx, org, purchaseId, order)
  // What Stripe reports of a refund is without the reason that was given for it; who asks for one gives it again.
  if (refund.reason !== order.reason) throw usedBefore(order.refundId)
  const { status, failure, share, taken } = refund
  if (status === 'requested') return makeRefund(ctx, stripe, purchase, refund)
  if (status === 'failed') {
    throw new Refusal('invalid_request', 'Stripe did not make this refund. Ask for a new one.', { failure })
  }
  return { status, failure, taken: taken ?? pico(0n), spent: pico(share - (taken ?? 0n)) }
}
