import { type Ctx, requirePermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { openRefund, type RefundOrder } from './open-refund'
import { type Refunded, settleRefund } from './settle-refund'

/**
 * Refunds a purchase of credit, in full or in part (K7). The request is kept first: where Stripe can not be reached it is
 * made later, by itself, and once.
 */
export const refundPurchase = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  purchaseId: string,
  order: RefundOrder,
): Promise<Refunded> => {
  requirePermission(ctx, 'platform:admin')
  const { purchase, refund } = await openRefund(ctx, org, purchaseId, order)
  const { paymentIntentId } = purchase
  if (paymentIntentId === null) throw new Error(`the paid purchase ${purchaseId} has no payment`)
  if (refund.status === 'failed') {
    throw new Refusal('invalid_request', 'Stripe did not make this refund. Ask for a new one.', {
      failure: refund.failure,
    })
  }
  const input = { org, purchaseId, refundId: refund.refundId, paymentIntentId, amountMinor: refund.amount }
  return settleRefund(ctx, org, purchase, refund, await stripe.createRefund(input))
}
