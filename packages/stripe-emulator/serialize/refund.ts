import type Stripe from 'stripe'
import type { RefundRecord } from '@/packages/stripe-emulator/records'

export const serializeRefund = (record: RefundRecord): Stripe.Refund => ({
  id: record.id,
  object: 'refund',
  amount: record.amount,
  balance_transaction: null,
  charge: record.charge,
  created: record.created,
  currency: record.currency,
  customer: null,
  customer_account: null,
  destination_details: {
    card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
    type: 'card',
  },
  ...(record.failureReason && { failure_reason: record.failureReason }),
  metadata: record.metadata,
  payment_intent: record.paymentIntent,
  payment_method: null,
  reason: record.reason,
  receipt_number: null,
  source_transfer_reversal: null,
  status: record.status,
  transfer_reversal: null,
})
