import { personOnly } from '@/lib/auth/person-only'
import { stripeGateway } from '@/lib/compose'
import { requirePermission } from '@/lib/context'
import { bankPaymentRequest, type InvoicePaymentsAnswer } from '@/lib/contracts/invoices'
import { markInvoicePaid } from '@/lib/flows/payments/mark-invoice-paid'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { invoicePayments } from '@/lib/reads/invoice-payments'

/** What was received for an invoice, and what is open of it. */
export const GET = route(personOnly, async ({ ctx, params }) => {
  const { org = '', invoiceId = '' } = params
  return Response.json((await invoicePayments(ctx, org, invoiceId)) satisfies InvoicePaymentsAnswer)
})

/** Records what came in for an invoice by bank, whole or in part, once (I10). */
export const POST = route(personOnly, async ({ request, ctx, params }) => {
  const { org = '', invoiceId = '' } = params
  requirePermission(ctx, 'platform:admin')
  const payment = parse(bankPaymentRequest, await readJson(request))
  await markInvoicePaid(ctx, stripeGateway(), org, invoiceId, payment)
  return Response.json((await invoicePayments(ctx, org, invoiceId)) satisfies InvoicePaymentsAnswer)
})
