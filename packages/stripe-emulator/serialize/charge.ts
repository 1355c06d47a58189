import type Stripe from 'stripe'
import type { CardRecord, ChargeRecord, SepaDebitRecord } from '@/packages/stripe-emulator/records'
import { billingDetailsOf, cardChecks } from './payment-method'

const outcomeOf = (failure: ChargeRecord['failure']): Stripe.Charge.Outcome =>
  failure
    ? {
        advice_code: null,
        network_advice_code: null,
        network_decline_code: null,
        network_status: 'declined_by_network',
        reason: failure.declineCode ?? failure.code,
        risk_level: 'normal',
        seller_message: 'The bank did not return any further details with this decline.',
        type: 'issuer_declined',
      }
    : {
        advice_code: null,
        network_advice_code: null,
        network_decline_code: null,
        network_status: 'approved_by_network',
        reason: null,
        risk_level: 'normal',
        seller_message: 'Payment complete.',
        type: 'authorized',
      }

const cardDetailsOf = (
  card: CardRecord,
  { amount, authenticated }: ChargeRecord,
): Stripe.Charge.PaymentMethodDetails.Card => ({
  amount_authorized: amount,
  authorization_code: null,
  brand: card.brand,
  checks: cardChecks,
  country: card.country,
  electronic_commerce_indicator: authenticated ? '05' : null,
  exp_month: card.expMonth,
  exp_year: card.expYear,
  fingerprint: card.fingerprint,
  funding: card.funding,
  installments: null,
  last4: card.last4,
  mandate: null,
  network: card.brand,
  network_transaction_id: null,
  regulated_status: 'unregulated',
  three_d_secure: authenticated
    ? {
        authentication_flow: 'challenge',
        electronic_commerce_indicator: '05',
        exemption_indicator: null,
        result: 'authenticated',
        result_reason: null,
        transaction_id: null,
        version: '2.2.0',
      }
    : null,
  transaction_link_id: null,
  wallet: null,
})

const sepaDebitDetailsOf = (debit: SepaDebitRecord): Stripe.Charge.PaymentMethodDetails.SepaDebit => ({
  bank_code: debit.bankCode,
  branch_code: '',
  country: debit.country,
  fingerprint: debit.fingerprint,
  last4: debit.last4,
  mandate: null,
})

const methodDetailsOf = (record: ChargeRecord): Stripe.Charge.PaymentMethodDetails =>
  record.sepaDebit
    ? { sepa_debit: sepaDebitDetailsOf(record.sepaDebit), type: 'sepa_debit' }
    : { ...(record.card && { card: cardDetailsOf(record.card, record) }), type: 'card' }

export const serializeCharge = (record: ChargeRecord): Stripe.Charge => ({
  id: record.id,
  object: 'charge',
  amount: record.amount,
  amount_captured: record.status === 'failed' ? 0 : record.amount,
  amount_refunded: record.amountRefunded,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  billing_details: billingDetailsOf(record.billing),
  calculated_statement_descriptor: 'KONTOR DEMO',
  captured: record.status !== 'failed',
  created: record.created,
  currency: record.currency,
  customer: record.customer,
  description: record.description,
  disputed: record.dispute !== null,
  failure_balance_transaction: null,
  failure_code: record.failure?.code ?? null,
  failure_message: record.failure?.message ?? null,
  fraud_details: {},
  livemode: false,
  metadata: record.metadata,
  on_behalf_of: null,
  outcome: outcomeOf(record.failure),
  paid: record.status === 'succeeded',
  payment_intent: record.paymentIntent,
  payment_method: record.paymentMethod,
  payment_method_details: methodDetailsOf(record),
  receipt_email: record.receiptEmail,
  receipt_number: null,
  receipt_url: null,
  refunded: record.amountRefunded === record.amount,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: record.statementDescriptor,
  statement_descriptor_suffix: record.statementDescriptorSuffix,
  status: record.status,
  transfer_data: null,
  transfer_group: null,
})
