import { machineOrPerson } from '@/lib/auth/machine-or-person'
import type { PurchasesAnswer } from '@/lib/contracts/payments'
import { route } from '@/lib/http/route'
import { orgPayments } from '@/lib/reads/org-payments'

/** What an organization bought, and what of it went back. */
export const GET = route(machineOrPerson, async ({ ctx, params }) => {
  const { org = '' } = params
  return Response.json({ org, purchases: await orgPayments(ctx, org) } satisfies PurchasesAnswer)
})
