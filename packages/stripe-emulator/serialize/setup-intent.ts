import type Stripe from 'stripe'
import type { PaymentMethodRecord, SetupIntentRecord } from '@/packages/stripe-emulator/records'
import { automaticMethodsOf, lastErrorOf, nextActionOf } from './intent-parts'

/** @param method the method of the last error, which Stripe writes out in full; null where there is none. */
export const serializeSetupIntent = (
  record: SetupIntentRecord,
  method: PaymentMethodRecord | null,
  publicUrl: string,
): Stripe.SetupIntent => ({
  id: record.id,
  object: 'setup_intent',
  allowed_payment_method_types: record.allowedMethodTypes ? [...record.allowedMethodTypes] : null,
  application: null,
  automatic_payment_methods: automaticMethodsOf(record),
  cancellation_reason: record.cancellationReason,
  client_secret: record.clientSecret,
  created: record.created,
  customer: record.customer,
  customer_account: null,
  description: record.description,
  excluded_payment_method_types: null,
  flow_directions: null,
  last_setup_error: record.lastSetupError && lastErrorOf(record.lastSetupError, method),
  latest_attempt: null,
  livemode: false,
  managed_payments: null,
  mandate: null,
  metadata: record.metadata,
  next_action: nextActionOf(record, publicUrl),
  on_behalf_of: null,
  payment_method: record.paymentMethod,
  payment_method_configuration_details: null,
  payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
  payment_method_types: [...(record.allowedMethodTypes ?? ['card'])],
  single_use_mandate: null,
  status: record.status,
  usage: record.usage,
})
