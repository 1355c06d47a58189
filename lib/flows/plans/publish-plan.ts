import { type PlanWrite, planTerms, publishPlan as writePlan } from '@/db/commands/publish-plan'
import { auditEntry, type Ctx, requirePlatformPermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { acceptVersion } from '@/lib/flows/settings/accept-version'

/**
 * Publishes the next version of a plan, or its first (Q1). Versions that are there stay as they are, and so do the
 * subscriptions that pin them.
 * @throws Refusal `exists` where there is this version already, `stale` where one in between is missing.
 */
export const publishPlan = async (ctx: Ctx, plan: PlanWrite): Promise<void> => {
  requirePlatformPermission(ctx, 'funds:write')
  const subject = `${plan.plan} v${plan.version}`
  const audit = auditEntry(ctx, 'plan.publish', { subject, after: { name: plan.name, ...planTerms(plan) } })
  const outcome = await writePlan(ctx.db, plan, { by: actorName(ctx.actor), at: ctx.now, audit })
  acceptVersion(outcome, 'plan', plan.plan, plan.version)
}
