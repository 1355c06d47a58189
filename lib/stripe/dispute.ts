import type Stripe from 'stripe'
import { Temporal } from 'temporal-polyfill'
import { type Minor, minor } from '@/lib/core/money/amount'
import { idOf } from './id-of'
import { asking } from './refused'

/** A dispute as it stands at Stripe, with what its payment was for. */
export type DisputeAtStripe = {
  readonly disputeId: string
  /** Empty where the payment was for nothing that the portal knows. */
  readonly org: string
  readonly purchaseId: string
  readonly invoiceId: string
  readonly paymentIntentId: string
  /** Of the payment; empty where it is of nobody. */
  readonly customerId: string
  readonly amountMinor: Minor
  readonly currency: string
  readonly reason: string
  /** As Stripe says; `lost` also where a dispute was prevented by paying the holder of the card back. */
  readonly status: string
  readonly openedAt: Temporal.Instant
}

/** What is prevented costs nothing where it was stopped, and all of it where the network settled it from our account. */
export const disputeStatusOf = ({ status, balance_transactions: moved }: Stripe.Dispute): string => {
  const isPaidBack = moved.reduce((total, { amount }) => total + amount, 0) < 0
  return status === 'prevented' && isPaidBack ? 'lost' : status
}

export const readDispute = (stripe: Stripe, disputeId: string): Promise<DisputeAtStripe> =>
  asking(async () => {
    const dispute = await stripe.disputes.retrieve(disputeId, { expand: ['payment_intent'] })
    const intent = typeof dispute.payment_intent === 'string' ? null : dispute.payment_intent
    return {
      disputeId: dispute.id,
      org: intent?.metadata.org ?? '',
      purchaseId: intent?.metadata.purchase ?? '',
      invoiceId: intent?.metadata.invoice ?? '',
      paymentIntentId: intent?.id ?? '',
      customerId: idOf(intent?.customer),
      amountMinor: minor(BigInt(dispute.amount)),
      currency: dispute.currency.toUpperCase(),
      reason: dispute.reason,
      status: disputeStatusOf(dispute),
      openedAt: Temporal.Instant.fromEpochMilliseconds(dispute.created * 1000),
    }
  })
