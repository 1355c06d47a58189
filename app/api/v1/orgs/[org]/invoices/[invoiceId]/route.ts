import { machineOrPerson } from '@/lib/auth/machine-or-person'
import type { InvoiceAnswer } from '@/lib/contracts/invoices'
import { route } from '@/lib/http/route'
import { orgInvoice } from '@/lib/reads/org-invoices'

/** One invoice with its lines, as it was frozen when it was issued (I5). */
export const GET = route(machineOrPerson, async ({ ctx, params }) => {
  const { org = '', invoiceId = '' } = params
  return Response.json((await orgInvoice(ctx, org, invoiceId)) satisfies InvoiceAnswer)
})
