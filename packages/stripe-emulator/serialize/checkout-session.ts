import type Stripe from 'stripe'
import { isTaxed, subtotalOf, taxOn } from '@/packages/stripe-emulator/checkout/tax'
import type { CheckoutSessionRecord } from '@/packages/stripe-emulator/records'

const customerDetailsOf = (record: CheckoutSessionRecord): Stripe.Checkout.Session.CustomerDetails | null => {
  const email = record.payer?.email ?? record.customerEmail
  if (email === null) return null
  const { country = null, taxId = null } = record.place ?? {}
  return {
    address:
      country === null ? null : { city: null, country, line1: null, line2: null, postal_code: null, state: null },
    business_name: null,
    email,
    individual_name: null,
    name: record.payer?.name ?? null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: taxId === null ? [] : [{ type: taxId.startsWith('CHE') ? 'ch_vat' : 'eu_vat', value: taxId }],
  }
}

/** Tax is known once the country is; in subscriptions none is computed, and it is complete from the start. */
const taxStatusOf = (record: CheckoutSessionRecord): Stripe.Checkout.Session.AutomaticTax.Status =>
  isTaxed(record) && !record.place?.country ? 'requires_location_inputs' : 'complete'

const automaticTaxOf = (record: CheckoutSessionRecord): Stripe.Checkout.Session.AutomaticTax => ({
  enabled: record.automaticTax,
  liability: record.automaticTax ? { type: 'self' } : null,
  provider: record.automaticTax ? 'stripe' : null,
  status: record.automaticTax ? taxStatusOf(record) : null,
})

/** Fields that are the same for every session the emulator makes. */
const fixed = {
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allow_promotion_codes: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
  customer_account: null,
  discounts: [],
  integration_identifier: null,
  invoice_creation: null,
  livemode: false,
  managed_payments: null,
  origin_context: null,
  payment_link: null,
  payment_method_configuration_details: null,
  payment_method_options: {},
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  saved_payment_method_options: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>

/** @param publicUrl origin of the portal, where the local checkout page is served. */
export const serializeCheckoutSession = (record: CheckoutSessionRecord, publicUrl: string): Stripe.Checkout.Session => {
  const open = record.status === 'open'
  const embedded = record.uiMode === 'embedded_page'
  const page = `${publicUrl}/stripe-emulator/checkout/${record.id}#${record.clientSecret}`
  return {
    ...fixed,
    id: record.id,
    object: 'checkout.session',
    allowed_payment_method_types: record.allowedMethodTypes ? [...record.allowedMethodTypes] : null,
    amount_subtotal: record.amountTotal === null ? null : subtotalOf(record.lineItems),
    amount_total: record.amountTotal,
    automatic_tax: automaticTaxOf(record),
    billing_address_collection: record.collects?.address ? 'required' : null,
    cancel_url: record.cancelUrl,
    client_reference_id: record.clientReferenceId,
    client_secret: open && embedded ? record.clientSecret : null,
    created: record.created,
    currency: record.currency,
    customer: record.customer,
    customer_creation: record.customerCreation,
    customer_details: customerDetailsOf(record),
    customer_email: record.customerEmail,
    expires_at: record.expiresAt,
    invoice: record.status === 'complete' ? record.invoice : null,
    locale: record.locale,
    metadata: record.metadata,
    mode: record.mode,
    payment_intent: record.paymentIntent,
    payment_method_collection: record.mode === 'subscription' ? 'always' : 'if_required',
    payment_method_types: [...record.methodTypes],
    payment_status: record.paymentStatus,
    ...(embedded && { redirect_on_completion: record.redirectOnCompletion }),
    ...(record.returnUrl !== null && { return_url: record.returnUrl }),
    setup_intent: record.setupIntent,
    status: record.status,
    submit_type: record.submitType,
    subscription: record.status === 'complete' ? record.subscription : null,
    success_url: record.successUrl,
    ...(record.collects?.taxId && { tax_id_collection: { enabled: true, required: 'never' } }),
    total_details:
      record.amountTotal === null
        ? null
        : { amount_discount: 0, amount_shipping: 0, amount_tax: taxOn(record.lineItems) },
    ui_mode: record.uiMode,
    url: open && !embedded ? page : null,
  }
}
