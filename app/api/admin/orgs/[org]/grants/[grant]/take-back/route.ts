import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { type TakeBackAnswer, takeBackRequest } from '@/lib/contracts/funding'
import { takeBackCredit } from '@/lib/flows/funding/take-back-credit'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { requireGrant, takenBack } from '@/lib/reads/org-ledger'

/** Takes unused credit of a grant back, once for each reference (K7). Answers what the ledger says of it. */
export const POST = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '', grant = '' } = params
  requirePermission(ctx, 'funds:write', org)
  const order = { grant, ...parse(takeBackRequest, await readJson(request)) }
  await requireGrant(ctx, org, grant)
  await takeBackCredit(ctx, org, order)
  return Response.json((await takenBack(ctx, org, order)) satisfies TakeBackAnswer)
})
