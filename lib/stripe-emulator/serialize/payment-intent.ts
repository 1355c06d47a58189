import type Stripe from 'stripe'
import type { PaymentError, PaymentIntentRecord, PaymentMethodRecord } from '@/lib/stripe-emulator/records'
import { serializePaymentMethod } from './payment-method'

const lastErrorOf = (
  error: PaymentError,
  method: PaymentMethodRecord | null,
): Stripe.PaymentIntent.LastPaymentError => ({
  type: error.code === 'card_declined' ? 'card_error' : 'invalid_request_error',
  code: error.code,
  message: error.message,
  ...(error.declineCode && { decline_code: error.declineCode }),
  ...(error.charge && { charge: error.charge }),
  ...(method && { payment_method: serializePaymentMethod(method) }),
})

/** @param method the method of the last payment error, which Stripe writes out in full; null where there is none. */
export const serializePaymentIntent = (
  record: PaymentIntentRecord,
  method: PaymentMethodRecord | null,
): Stripe.PaymentIntent => ({
  id: record.id,
  object: 'payment_intent',
  allowed_payment_method_types: null,
  amount: record.amount,
  amount_capturable: 0,
  amount_details: { tip: {} },
  amount_received: record.status === 'succeeded' ? record.amount : 0,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  canceled_at: record.canceledAt,
  cancellation_reason: record.canceledAt === null ? null : 'automatic',
  capture_method: 'automatic_async',
  client_secret: record.clientSecret,
  confirmation_method: 'automatic',
  created: record.created,
  currency: record.currency,
  customer: record.customer,
  customer_account: null,
  description: record.description,
  excluded_payment_method_types: null,
  last_payment_error: record.lastPaymentError && lastErrorOf(record.lastPaymentError, method),
  latest_charge: record.latestCharge,
  livemode: false,
  managed_payments: null,
  metadata: record.metadata,
  next_action:
    record.status === 'requires_action'
      ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } }
      : null,
  on_behalf_of: null,
  payment_method: record.paymentMethod,
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_method_types: ['card'],
  payment_record: null,
  processing: null,
  receipt_email: null,
  review: null,
  setup_future_usage: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: record.status,
  transfer_data: null,
  transfer_group: null,
})
