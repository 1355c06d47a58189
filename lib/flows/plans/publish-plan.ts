import { type PlanWrite, planTerms, publishPlan as writePlan } from '@/db/commands/publish-plan'
import { auditEntry, type Ctx, requirePlatformPermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'

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
  const facts = { plan: plan.plan, version: plan.version, field: 'version' }
  if (outcome === 'exists') {
    throw new Refusal('exists', `There is a version ${plan.version} of ${plan.plan} already.`, facts)
  }
  if (outcome === 'stale') {
    throw new Refusal('stale', `${plan.plan} has no version ${plan.version - 1} to come before this one.`, facts)
  }
}
