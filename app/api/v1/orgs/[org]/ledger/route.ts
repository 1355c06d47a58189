import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { type LedgerAnswer, ledgerQuery } from '@/lib/contracts/funding'
import { parse } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { orgLedger } from '@/lib/reads/org-ledger'

/** Every movement of an org's credit, newest first (K1). */
export const GET = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '' } = params
  requirePermission(ctx, 'usage:read', org)
  const page = parse(ledgerQuery, Object.fromEntries(new URL(request.url).searchParams))
  return Response.json((await orgLedger(ctx, org, page)) satisfies LedgerAnswer)
})
