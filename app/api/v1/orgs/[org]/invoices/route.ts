import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { type InvoicesAnswer, invoicesQuery } from '@/lib/contracts/invoices'
import { parse } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { orgInvoices } from '@/lib/reads/org-invoices'

/** The invoices of an org, newest first. */
export const GET = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '' } = params
  const asked = parse(invoicesQuery, Object.fromEntries(new URL(request.url).searchParams))
  return Response.json((await orgInvoices(ctx, org, asked)) satisfies InvoicesAnswer)
})
