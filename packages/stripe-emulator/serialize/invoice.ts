import type Stripe from 'stripe'
import type { InvoiceRecord } from '@/packages/stripe-emulator/records'
import { serializeInvoiceLine } from './invoice-line'

/** Fields that are the same for every invoice the emulator makes. */
const fixed = {
  account_country: 'CH',
  account_name: 'Kontor demo',
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_shipping: 0,
  application: null,
  collection_method: 'charge_automatically',
  custom_fields: null,
  customer_account: null,
  customer_address: null,
  customer_phone: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  customer_tax_ids: [],
  default_source: null,
  default_tax_rates: [],
  discounts: [],
  due_date: null,
  footer: null,
  from_invoice: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  on_behalf_of: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  total_discount_amounts: [],
  total_pretax_credit_amounts: [],
  total_taxes: [],
} satisfies Partial<Stripe.Invoice>

const automaticTaxOf = ({ automaticTax }: InvoiceRecord): Stripe.Invoice.AutomaticTax => ({
  disabled_reason: null,
  enabled: automaticTax,
  liability: automaticTax ? { type: 'self' } : null,
  provider: automaticTax ? 'stripe' : null,
  status: automaticTax ? 'complete' : null,
})

const parentOf = ({ subscription, subscriptionMetadata }: InvoiceRecord): Stripe.Invoice.Parent | null =>
  subscription === null
    ? null
    : {
        quote_details: null,
        subscription_details: { metadata: subscriptionMetadata, subscription },
        type: 'subscription_details',
      }

/** @param publicUrl origin of the portal, where the page is on which the invoice can be paid. */
export const serializeInvoice = (record: InvoiceRecord, publicUrl: string): Stripe.Invoice => {
  const issued = record.status !== 'draft'
  const preview = record.id.startsWith('upcoming_')
  const remaining = record.status === 'paid' || record.status === 'void' ? 0 : record.amountDue - record.amountPaid
  const page = `${publicUrl}/stripe-emulator/invoice/${record.id}#${record.hostedSecret}`
  return {
    ...fixed,
    id: record.id,
    object: 'invoice',
    amount_due: record.amountDue,
    amount_paid: record.amountPaid,
    amount_remaining: remaining,
    attempt_count: record.attemptCount,
    attempted: record.attempted,
    auto_advance: record.autoAdvance,
    automatic_tax: automaticTaxOf(record),
    automatically_finalizes_at: record.finalizesAt,
    billing_reason: record.billingReason,
    created: record.created,
    currency: record.currency,
    customer: record.customer,
    customer_email: record.customerEmail,
    customer_name: record.customerName,
    default_payment_method: record.defaultPaymentMethod,
    description: record.description,
    effective_at: record.finalizedAt,
    ending_balance: record.endingBalance,
    hosted_invoice_url: issued ? page : null,
    lines: {
      object: 'list',
      data: record.lines.map((line) => serializeInvoiceLine(line, preview ? null : record.id)),
      has_more: false,
      url: `/v1/invoices/${record.id}/lines`,
    },
    metadata: record.metadata,
    next_payment_attempt: record.nextPaymentAttempt,
    number: record.number,
    parent: parentOf(record),
    period_end: record.period.end,
    period_start: record.period.start,
    starting_balance: record.startingBalance,
    status: record.status,
    status_transitions: {
      finalized_at: record.finalizedAt,
      marked_uncollectible_at: record.uncollectibleAt,
      paid_at: record.paidAt,
      voided_at: record.voidedAt,
    },
    subtotal: record.total,
    subtotal_excluding_tax: record.total,
    test_clock: record.testClock,
    total: record.total,
    total_excluding_tax: record.total,
    webhooks_delivered_at: issued ? record.finalizedAt : null,
  }
}
