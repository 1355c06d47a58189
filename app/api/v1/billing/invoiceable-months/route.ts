import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { invoiceableQuery, mostInvoiceable } from '@/lib/contracts/credits'
import { listInvoiceableMonths } from '@/lib/flows/credits/list-invoiceable-months'
import { answerInvoiceable } from '@/lib/http/credits'
import { parse } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { queryText } from '@/lib/http/search-params'

/** Lists the months that are over, have no invoice, and have billable usage (I12). */
export const GET = route(machineOrPerson, async ({ request, ctx }) => {
  const { searchParams } = new URL(request.url)
  requirePermission(ctx, 'usage:read', queryText(searchParams, 'org'))
  const { org = null } = parse(invoiceableQuery, Object.fromEntries(searchParams))
  const { months, more } = await listInvoiceableMonths(ctx, org, mostInvoiceable)
  return answerInvoiceable(months, more)
})
