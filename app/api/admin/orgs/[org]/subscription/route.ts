import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { type SubscriptionAnswer, subscriptionRequest } from '@/lib/contracts/plans'
import { putOnPlan } from '@/lib/flows/plans/put-on-plan'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { orgSubscription } from '@/lib/reads/plans'

/** Puts an org on a version of a plan (Q1). The same again changes nothing. */
export const PUT = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '' } = params
  requirePermission(ctx, 'funds:write', org)
  await putOnPlan(ctx, org, parse(subscriptionRequest, await readJson(request)))
  return Response.json((await orgSubscription(ctx, org)) satisfies SubscriptionAnswer)
})
