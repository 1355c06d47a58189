import type Stripe from 'stripe'
import type { PaymentMethodRecord } from '@/lib/stripe-emulator/records'

export const billingDetailsOf = ({
  email,
  name,
}: PaymentMethodRecord['payer']): Stripe.PaymentMethod.BillingDetails => ({
  address: null,
  email,
  name,
  phone: null,
  tax_id: null,
})

export const cardChecks = { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' } as const

export const serializePaymentMethod = ({ card, ...record }: PaymentMethodRecord): Stripe.PaymentMethod => ({
  id: record.id,
  object: 'payment_method',
  allow_redisplay: 'limited',
  billing_details: billingDetailsOf(record.payer),
  card: {
    brand: card.brand,
    checks: cardChecks,
    country: 'US',
    display_brand: card.brand,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    fingerprint: card.fingerprint,
    funding: card.funding,
    generated_from: null,
    last4: card.last4,
    networks: { available: [card.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  },
  created: record.created,
  customer: record.customer,
  customer_account: null,
  livemode: false,
  metadata: {},
  type: 'card',
})
