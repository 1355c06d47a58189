import type Stripe from 'stripe'
import { Temporal } from 'temporal-polyfill'
import { type Minor, minor } from '@/lib/core/money/amount'
import { asking } from './refused'

/** Money of a payment that went back, or is held back, as it stands at Stripe. */
export type ReturnAtStripe = {
  readonly returnId: string
  readonly kind: 'refund' | 'dispute'
  readonly amount: Minor
  /** Upper case. */
  readonly currency: string
  readonly status: string
  readonly reason: string
  readonly begunAt: Temporal.Instant
}

type Found = Pick<Stripe.Refund | Stripe.Dispute, 'id' | 'amount' | 'currency' | 'status' | 'reason' | 'created'>

const returnOf = (kind: ReturnAtStripe['kind'], { id, amount, currency, status, reason, created }: Found) => ({
  returnId: id,
  kind,
  amount: minor(BigInt(amount)),
  currency: currency.toUpperCase(),
  status: status ?? '',
  reason: reason ?? '',
  begunAt: Temporal.Instant.fromEpochMilliseconds(created * 1000),
})

/** Every refund and dispute of a payment. */
export const listReturns = (stripe: Stripe, paymentIntentId: string): Promise<ReturnAtStripe[]> =>
  asking(async () => {
    const of = { payment_intent: paymentIntentId, limit: 100 }
    const found: ReturnAtStripe[] = []
    for await (const refund of stripe.refunds.list(of)) found.push(returnOf('refund', refund))
    for await (const dispute of stripe.disputes.list(of)) found.push(returnOf('dispute', dispute))
    return found
  })
