import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { pageOf } from '@/packages/stripe-emulator/page'
import { listParameters, text } from '@/packages/stripe-emulator/parameters'
import { serializeInvoicePayment } from '@/packages/stripe-emulator/serialize/invoice-payment'
import { matching } from './matching'
import { retrieve } from './retrieve'

const listing = z.strictObject({
  ...listParameters,
  invoice: text().optional(),
  payment: z.strictObject({ type: z.enum(['payment_intent']), payment_intent: text() }).optional(),
  status: z.enum(['canceled', 'open', 'paid']).optional(),
})

const list = endpoint('GET', '/invoice_payments', listing, (call, given) => {
  const { invoice, payment, status } = given
  const match = matching({ invoice, status, paymentIntent: payment?.payment_intent })
  return pageOf(call, 'invoice_payment', given, { match, serialize: serializeInvoicePayment })
})

export const invoicePayments: readonly Endpoint[] = [
  list,
  retrieve('/invoice_payments', 'invoice_payment', 'invoice_payment'),
]
