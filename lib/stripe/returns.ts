import type Stripe from 'stripe'
import { Temporal } from 'temporal-polyfill'
import type { PaymentReturn } from '@/lib/core/funding/payment-return'
import { minor } from '@/lib/core/money/amount'
import { asking } from './refused'

type Found = Pick<Stripe.Refund | Stripe.Dispute, 'id' | 'amount' | 'currency' | 'status' | 'reason' | 'created'>

const returnOf = (kind: PaymentReturn['kind'], { id, amount, currency, status, reason, created }: Found) => ({
  returnId: id,
  kind,
  amount: minor(BigInt(amount)),
  currency: currency.toUpperCase(),
  status: status ?? '',
  reason: reason ?? '',
  begunAt: Temporal.Instant.fromEpochMilliseconds(created * 1000),
})

/** Every refund and dispute of a payment. */
export const listReturns = (stripe: Stripe, paymentIntentId: string): Promise<PaymentReturn[]> =>
  asking(async () => {
    const of = { payment_intent: paymentIntentId, limit: 100 }
    const found: PaymentReturn[] = []
    for await (const refund of stripe.refunds.list(of)) found.push(returnOf('refund', refund))
    for await (const dispute of stripe.disputes.list(of)) found.push(returnOf('dispute', dispute))
    return found
  })
