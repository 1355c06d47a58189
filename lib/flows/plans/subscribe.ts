import type { Temporal } from 'temporal-polyfill'
import { findPlanVersion } from '@/db/queries/plans'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import type { Plan } from '@/lib/core/funding/account'
import { changeAccount } from '@/lib/flows/funding/change-account'
import { openWeek } from '@/lib/flows/funding/project'
import { Refusal } from '@/lib/platform/errors'

export type Subscription = {
  readonly plan: string
  readonly version: number
  readonly billed: 'monthly' | 'annual'
  readonly periodStartedAt: Temporal.Instant
}

/** Puts an org on a version of a plan (Q1); its first week of quota opens in the same write. */
export const subscribe = async (ctx: Ctx, org: string, order: Subscription): Promise<void> => {
  requirePermission(ctx, 'funds:write', org)
  const found = await findPlanVersion(ctx.db, order.plan, order.version)
  if (!found) {
    throw new Refusal('unknown_plan', `There is no version ${order.version} of the plan ${order.plan}.`, {
      plan: order.plan,
    })
  }
  const plan: Plan = { ...found, periodStartedAt: order.periodStartedAt.epochNanoseconds }
  const audit = auditEntry(ctx, 'plan.subscribe', { org, subject: order.plan, after: { version: order.version } })
  await changeAccount(ctx, org, ({ account }) => {
    const opened = openWeek({ ...account, plan }, ctx.now.epochNanoseconds)
    return {
      after: { ...opened.account, short: false },
      write: {
        reshape: true,
        claim: { kind: 'audit' },
        open_week: opened.row,
        subscription: {
          plan: order.plan,
          plan_version: order.version,
          billed: order.billed,
          status: 'active',
          period_started_at: order.periodStartedAt.toString(),
        },
        by: actorName(ctx.actor),
        audit,
      },
    }
  })
}
