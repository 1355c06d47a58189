import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { type TakeBackAnswer, takeBackRequest } from '@/lib/contracts/funding'
import { amountText } from '@/lib/core/money/amount-text'
import { takeBackCredit } from '@/lib/flows/funding/take-back-credit'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Takes unused credit of a grant back, once for each reference (K7). A repeat is answered as the first time. */
export const POST = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '', grant = '' } = params
  requirePermission(ctx, 'funds:write', org)
  const order = parse(takeBackRequest, await readJson(request))
  const { taken, asset, remaining } = await takeBackCredit(ctx, org, { grant, ...order })
  return Response.json({
    org,
    grant,
    asset,
    taken: amountText(taken, asset),
    remaining: amountText(remaining, asset),
  } satisfies TakeBackAnswer)
})
