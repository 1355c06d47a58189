import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { stripeGateway } from '@/lib/compose'
import { requirePermission } from '@/lib/context'
import { type RefundAnswer, refundRequest } from '@/lib/contracts/payments'
import { refundPurchase } from '@/lib/flows/payments/refunds/refund-purchase'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { orgRefund } from '@/lib/reads/org-payments'

/** Refunds a purchase in full or in part, once for each id (K7). A repeat is answered as the refund stands. */
export const POST = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '', purchase = '' } = params
  requirePermission(ctx, 'refunds:write', org)
  const order = parse(refundRequest, await readJson(request))
  await refundPurchase(ctx, stripeGateway(), org, purchase, order)
  return Response.json((await orgRefund(ctx, org, purchase, order.refundId)) satisfies RefundAnswer)
})
