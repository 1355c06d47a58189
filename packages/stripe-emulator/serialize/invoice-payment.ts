import type Stripe from 'stripe'
import type { InvoicePaymentRecord } from '@/packages/stripe-emulator/records'

export const serializeInvoicePayment = (record: InvoicePaymentRecord): Stripe.InvoicePayment => ({
  id: record.id,
  object: 'invoice_payment',
  amount_paid: record.amountPaid,
  amount_requested: record.amountRequested,
  created: record.created,
  currency: record.currency,
  invoice: record.invoice,
  is_default: true,
  livemode: false,
  payment: { payment_intent: record.paymentIntent, type: 'payment_intent' },
  status: record.status,
  status_transitions: { canceled_at: record.canceledAt, paid_at: record.paidAt },
})
