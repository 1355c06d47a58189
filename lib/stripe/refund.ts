import Stripe from 'stripe'
import { type Minor, minor } from '@/lib/core/money/amount'
import { wireAmount } from './checkout'
import { refundKey } from './keys'
import { asking } from './refused'

export type RefundInput = {
  readonly org: string
  readonly purchaseId: string
  /** Our own request, written before this call. */
  readonly refundId: string
  readonly paymentIntentId: string
  readonly amountMinor: Minor
}

/** A refund as it stands at Stripe. */
export type RefundAtStripe = {
  /** Null where Stripe refused to make one. */
  readonly stripeRefundId: string | null
  /** Our request; empty where it was made at Stripe by hand. */
  readonly refundId: string
  readonly status: 'pending' | 'succeeded' | 'failed'
  readonly failure: string
  readonly amountMinor: Minor
}

const refundOf = ({ id, metadata, status, failure_reason: reason, amount }: Stripe.Refund): RefundAtStripe => ({
  stripeRefundId: id,
  refundId: metadata?.refund ?? '',
  status: status === 'succeeded' ? 'succeeded' : status === 'failed' || status === 'canceled' ? 'failed' : 'pending',
  failure: reason ?? '',
  amountMinor: minor(BigInt(amount)),
})

/** Every refund of a payment, the first one first. */
export const listRefunds = (stripe: Stripe, paymentIntentId: string): Promise<RefundAtStripe[]> =>
  asking(async () => {
    const found: RefundAtStripe[] = []
    const refunds = stripe.refunds.list({ payment_intent: paymentIntentId, limit: 100 })
    for await (const refund of refunds) found.unshift(refundOf(refund))
    return found
  })

/**
 * Sends money of a payment back. Asked again for the same request it is the same refund; one that Stripe does not make,
 * because nothing is left to refund or the payment is disputed, failed.
 */
export const createRefund = (
  stripe: Stripe,
  { org, purchaseId, refundId, paymentIntentId, amountMinor }: RefundInput,
): Promise<RefundAtStripe> =>
  asking(async () => {
    try {
      const refund = await stripe.refunds.create(
        {
          payment_intent: paymentIntentId,
          amount: wireAmount(amountMinor),
          metadata: { org, purchase: purchaseId, refund: refundId },
        },
        { idempotencyKey: refundKey(paymentIntentId, refundId) },
      )
      return refundOf(refund)
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
      const failure = error.code ?? 'refused'
      return { stripeRefundId: null, refundId, status: 'failed', failure, amountMinor }
    }
  })
