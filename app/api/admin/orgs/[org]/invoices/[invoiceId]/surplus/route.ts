import { personOnly } from '@/lib/auth/person-only'
import { stripeGateway } from '@/lib/compose'
import { requirePermission } from '@/lib/context'
import { applySurplusRequest, type InvoicePaymentsAnswer } from '@/lib/contracts/invoices'
import { applySurplus } from '@/lib/flows/payments/apply-surplus'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { invoicePayments } from '@/lib/reads/invoice-payments'

/** Applies what was paid beyond the total of an invoice to another open one of the organization (I10). */
export const POST = route(personOnly, async ({ request, ctx, params }) => {
  const { org = '', invoiceId = '' } = params
  requirePermission(ctx, 'platform:admin')
  const { invoice: to, amount } = parse(applySurplusRequest, await readJson(request))
  await applySurplus(ctx, stripeGateway(), org, invoiceId, { to, amount })
  return Response.json((await invoicePayments(ctx, org, invoiceId)) satisfies InvoicePaymentsAnswer)
})
