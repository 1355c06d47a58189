import { serializeInvoicePayment } from '@/packages/stripe-emulator/serialize/invoice-payment'
import type { Work } from '@/packages/stripe-emulator/work'
import { intentOf } from './attempt-invoice'

/** The client secret with which a customer's browser can pay an open invoice; null where nothing is to be paid. */
export const confirmationSecret = async (work: Work, id: string): Promise<object | null> => {
  const invoice = await work.get('invoice', id)
  const intent = invoice?.status === 'open' ? await intentOf(work, invoice) : null
  return intent && { client_secret: intent.clientSecret, type: 'payment_intent' }
}

/** The payments of an invoice as the list Stripe puts there when `payments` is expanded. */
export const paymentsOf = async (work: Work, id: string): Promise<object | null> => {
  const invoice = await work.get('invoice', id)
  if (!invoice) return null
  const payment = invoice.payment === null ? null : await work.get('invoice_payment', invoice.payment)
  const data = payment ? [serializeInvoicePayment(payment)] : []
  return { object: 'list', data, has_more: false, url: `/v1/invoice_payments?invoice=${id}` }
}
