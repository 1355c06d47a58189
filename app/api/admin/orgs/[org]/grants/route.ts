import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { type GrantAnswer, grantRequest } from '@/lib/contracts/funding'
import { grantCredit } from '@/lib/flows/funding/grant-credit'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { orgCurrency } from '@/lib/reads/org-funding'

/** Grants credit to an org, once for each reference (K1, K2). */
export const POST = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '' } = params
  requirePermission(ctx, 'funds:write', org)
  const { asset, ...credit } = parse(grantRequest, await readJson(request))
  const granted = await grantCredit(ctx, org, { ...credit, asset: asset ?? (await orgCurrency(ctx, org)) })
  return Response.json({ org, ...granted } satisfies GrantAnswer)
})
