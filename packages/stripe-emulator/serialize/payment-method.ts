import type Stripe from 'stripe'
import type {
  BillingRecord,
  CardRecord,
  PaymentMethodRecord,
  SepaDebitRecord,
} from '@/packages/stripe-emulator/records'

export const billingDetailsOf = ({
  address,
  email,
  name,
  phone,
}: BillingRecord): Stripe.PaymentMethod.BillingDetails => ({
  address: address ?? { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
  email,
  name,
  phone,
  tax_id: null,
})

export const cardChecks = { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' } as const

const cardOf = (card: CardRecord): Stripe.PaymentMethod.Card => ({
  brand: card.brand,
  checks: cardChecks,
  country: card.country,
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
})

const sepaDebitOf = (debit: SepaDebitRecord): Stripe.PaymentMethod.SepaDebit => ({
  bank_code: debit.bankCode,
  branch_code: '',
  country: debit.country,
  fingerprint: debit.fingerprint,
  generated_from: { charge: null, setup_attempt: null },
  last4: debit.last4,
})

export const serializePaymentMethod = ({ card, sepaDebit, ...record }: PaymentMethodRecord): Stripe.PaymentMethod => ({
  id: record.id,
  object: 'payment_method',
  allow_redisplay: record.allowRedisplay,
  billing_details: billingDetailsOf(record.billing),
  ...(card && { card: cardOf(card) }),
  created: record.created,
  customer: record.customer,
  customer_account: null,
  livemode: false,
  metadata: record.metadata,
  ...(sepaDebit && { sepa_debit: sepaDebitOf(sepaDebit) }),
  type: card ? 'card' : 'sepa_debit',
})
