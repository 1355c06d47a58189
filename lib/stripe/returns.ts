import type Stripe from 'stripe'
import { Temporal } from 'temporal-polyfill'
import type { PaymentReturn } from '@/lib/core/funding/payment-return'
import { minor } from '@/lib/core/money/amount'
import { disputeStatusOf } from './dispute'
import { idOf } from './id-of'
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
    for await (const dispute of stripe.disputes.list(of)) {
      found.push(returnOf('dispute', { ...dispute, status: disputeStatusOf(dispute) }))
    }
    return found
  })

/** The payment that a refund or a charge is of; empty where there is none. */
export const paymentOf = (stripe: Stripe, id: string): Promise<string> =>
  asking(async () => {
    const isRefund = /^(re|pyr)_/.test(id)
    const found = isRefund ? await stripe.refunds.retrieve(id) : await stripe.charges.retrieve(id)
    return idOf(found.payment_intent)
  })
