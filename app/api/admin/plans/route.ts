import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePlatformPermission } from '@/lib/context'
import { type PlansAnswer, type PlanVersionItem, publishPlanRequest } from '@/lib/contracts/plans'
import { publishPlan } from '@/lib/flows/plans/publish-plan'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { planVersion, planVersions } from '@/lib/reads/plans'

/** Every version of every plan. */
export const GET = route(machineOrPerson, async ({ ctx }) =>
  Response.json({ plans: await planVersions(ctx) } satisfies PlansAnswer),
)

/** Publishes the next version of a plan, or its first (Q1). */
export const POST = route(machineOrPerson, async ({ request, ctx }) => {
  requirePlatformPermission(ctx, 'funds:write')
  const { ratios, ceilings, effectiveFrom = ctx.now, ...plan } = parse(publishPlanRequest, await readJson(request))
  await publishPlan(ctx, { ...plan, ...ceilings, effectiveFrom, ratio: ratios })
  return Response.json((await planVersion(ctx, plan.plan, plan.version)) satisfies PlanVersionItem)
})
