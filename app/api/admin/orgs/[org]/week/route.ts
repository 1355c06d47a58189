import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { type WeekAnswer, weekRequest } from '@/lib/contracts/plans'
import { resetWeek } from '@/lib/flows/plans/reset-week'
import { requirePast } from '@/lib/flows/tenants/require-past'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { orgSubscription } from '@/lib/reads/plans'

/** Begins an org's quota again with a period that has started (Q4); the same period again resets nothing. */
export const POST = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '' } = params
  requirePermission(ctx, 'funds:write', org)
  const { periodStartedAt } = parse(weekRequest, await readJson(request))
  requirePast(ctx, periodStartedAt)
  await orgSubscription(ctx, org)
  const reset = await resetWeek(ctx, org, periodStartedAt)
  const { week } = await orgSubscription(ctx, org)
  return Response.json({ org, reset, week } satisfies WeekAnswer)
})
