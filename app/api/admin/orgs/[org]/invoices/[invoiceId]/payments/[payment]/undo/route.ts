import { personOnly } from '@/lib/auth/person-only'
import { requirePermission } from '@/lib/context'
import { type InvoicePaymentsAnswer, undoPaymentRequest } from '@/lib/contracts/invoices'
import { undoPayment } from '@/lib/flows/payments/undo-payment'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { invoicePayments } from '@/lib/reads/invoice-payments'

/** Takes back that a payment by bank was recorded, with the reason; both stay on record. */
export const POST = route(personOnly, async ({ request, ctx, params }) => {
  const { org = '', invoiceId = '', payment = '' } = params
  requirePermission(ctx, 'platform:admin')
  const { reason } = parse(undoPaymentRequest, await readJson(request))
  await undoPayment(ctx, org, invoiceId, payment, reason)
  return Response.json((await invoicePayments(ctx, org, invoiceId)) satisfies InvoicePaymentsAnswer)
})
