import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { type DisableCreditsAnswer, disableCreditsRequest } from '@/lib/contracts/credits'
import { disableFreeCredit } from '@/lib/flows/credits/disable-free-credit'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Turns an org's `credits` flag off (K8). */
export const POST = route(machineOrPerson, async ({ request, ctx }) => {
  if (ctx.actor.kind !== 'user') requirePermission(ctx, 'funds:write')
  const { org } = parse(disableCreditsRequest, await readJson(request))
  await disableFreeCredit(ctx, org)
  return Response.json({ org, credits: false } satisfies DisableCreditsAnswer)
})
