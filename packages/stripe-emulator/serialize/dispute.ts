import type Stripe from 'stripe'
import type { DisputeRecord } from '@/packages/stripe-emulator/records'

/** The texts that may be handed in; files are not emulated. */
export const evidenceTexts = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_tracking_number',
  'uncategorized_text',
] as const

const files = {
  cancellation_policy: null,
  customer_communication: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  receipt: null,
  refund_policy: null,
  service_documentation: null,
  shipping_documentation: null,
  uncategorized_file: null,
}

const evidenceOf = (given: DisputeRecord['evidence']): Stripe.Dispute.Evidence => {
  const texts = Object.fromEntries(evidenceTexts.map((name) => [name, given[name] ?? null]))
  return { ...files, ...(texts as Record<(typeof evidenceTexts)[number], string | null>), enhanced_evidence: {} }
}

const feeOf = (cents: number): Pick<Stripe.BalanceTransaction, 'fee' | 'fee_details'> =>
  cents === 0
    ? { fee: 0, fee_details: [] }
    : {
        fee: cents,
        fee_details: [
          { amount: cents, application: null, currency: 'chf', description: 'Dispute fee', type: 'stripe_fee' },
        ],
      }

/** The bank's fee for a dispute, in the account's currency. */
const disputeFee = 2_000

const movement = (
  record: DisputeRecord,
  what: 'withdrawal' | 'reversal',
  amount: number,
  fee: number,
): Stripe.BalanceTransaction => ({
  id: `txn_${what === 'withdrawal' ? '1' : '2'}${record.id.replace(/^\w+?_/, '').slice(1)}`,
  object: 'balance_transaction',
  amount,
  available_on: record.created,
  balance_type: 'payments',
  created: record.created,
  currency: record.currency,
  description: `Chargeback ${what} for ${record.charge}`,
  exchange_rate: null,
  ...feeOf(fee),
  net: amount - fee,
  reporting_category: what === 'withdrawal' ? 'dispute' : 'dispute_reversal',
  source: record.id,
  status: 'available',
  type: 'adjustment',
})

/** The money goes away with the dispute, and comes back when it is won. */
const balanceTransactionsOf = (record: DisputeRecord): Stripe.BalanceTransaction[] => [
  movement(record, 'withdrawal', -record.amount, disputeFee),
  ...(record.status === 'won' ? [movement(record, 'reversal', record.amount, 0)] : []),
]

export const serializeDispute = (record: DisputeRecord): Stripe.Dispute => ({
  id: record.id,
  object: 'dispute',
  amount: record.amount,
  balance_transactions: balanceTransactionsOf(record),
  charge: record.charge,
  created: record.created,
  currency: record.currency,
  enhanced_eligibility_types: [],
  evidence: evidenceOf(record.evidence),
  evidence_details: {
    due_by: record.dueBy,
    enhanced_eligibility: {},
    has_evidence: Object.values(record.evidence).some((text) => text !== null),
    past_due: false,
    submission_count: record.submissions,
    submission_method: record.submissions > 0 ? 'manual' : null,
  } as Stripe.Dispute.EvidenceDetails,
  intended_submission_method: null,
  is_charge_refundable: false,
  livemode: false,
  metadata: record.metadata,
  payment_intent: record.paymentIntent,
  payment_method_details: {
    card: { brand: record.cardBrand, case_type: 'chargeback', network: record.cardBrand, network_reason_code: '10.4' },
    type: 'card',
  },
  reason: record.reason,
  status: record.status,
})
