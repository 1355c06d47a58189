import { requirePermission } from '@/lib/context'
import { type GrantAnswer, grantRequest, type TakeBackAnswer, takeBackRequest } from '@/lib/contracts/funding'
import { amountText } from '@/lib/core/money/amount-text'
import { grantCredit } from '@/lib/flows/funding/grant-credit'
import { takeBackCredit } from '@/lib/flows/funding/take-back-credit'
import { jsonAnswer } from '@/lib/http/json-answer'
import { parse, readJson } from '@/lib/http/read-json'
import type { RouteInput } from '@/lib/http/route'
import { orgCurrency } from '@/lib/reads/org-funding'

/** Grants credit to an org, once for each reference (K1, K2). */
export const answerGrant = async ({ request, ctx, params }: RouteInput) => {
  const { org = '' } = params
  requirePermission(ctx, 'funds:write', org)
  const { asset, ...credit } = parse(grantRequest, await readJson(request))
  const granted = await grantCredit(ctx, org, { ...credit, asset: asset ?? (await orgCurrency(ctx, org)) })
  return jsonAnswer({ org, ...granted } satisfies GrantAnswer)
}

/** Takes unused credit of a grant back, once for each reference (K7). A repeat is answered as the first time. */
export const answerTakeBack = async ({ request, ctx, params }: RouteInput) => {
  const { org = '', grant = '' } = params
  requirePermission(ctx, 'funds:write', org)
  const order = parse(takeBackRequest, await readJson(request))
  const { taken, asset, remaining } = await takeBackCredit(ctx, org, { grant, ...order })
  return jsonAnswer({
    org,
    grant,
    asset,
    taken: amountText(taken, asset),
    remaining: amountText(remaining, asset),
  } satisfies TakeBackAnswer)
}
