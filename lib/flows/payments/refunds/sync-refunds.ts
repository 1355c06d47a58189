import { listRefunds } from '@/db/queries/refunds'
import type { Ctx } from '@/lib/context'
import { type PaidPurchase, paidPurchase } from '@/lib/flows/payments/paid-purchase'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { openRefund } from './open-refund'
import { settleRefund } from './settle-refund'

/**
 * Reads the refunds of a purchase from Stripe and records them, also those that somebody made there by hand. One that had
 * failed before it was heard of never was: nothing of the price is kept for it.
 */
export const syncRefunds = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { org, purchaseId, paymentIntentId }: PaidPurchase,
): Promise<void> => {
  const paid = await paidPurchase(ctx, stripe, { org, purchaseId, paymentIntentId })
  const known = new Set((await listRefunds(ctx.db, org, purchaseId)).map(({ refundId }) => refundId))
  for (const each of await stripe.listRefunds(paid.paymentIntentId ?? '')) {
    const refundId = each.refundId || (each.stripeRefundId ?? '')
    if (each.status === 'failed' && !known.has(refundId)) continue
    const order = { refundId, amount: each.amountMinor, reason: 'made at Stripe' }
    const { purchase, refund } = await openRefund(ctx, org, purchaseId, order)
    await settleRefund(ctx, org, purchase, refund, each)
  }
}
