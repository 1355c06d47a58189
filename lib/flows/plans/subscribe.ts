import { Temporal } from 'temporal-polyfill'
import { findPlanVersion } from '@/db/queries/plans'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import type { Plan } from '@/lib/core/funding/account'
import { isUnderWay } from '@/lib/core/plans/carried-week'
import { changeAccount } from '@/lib/flows/funding/change-account'
import { carryWeek, openWeek } from '@/lib/flows/funding/project'
import { Refusal } from '@/lib/platform/errors'

export type Subscription = {
  readonly plan: string
  readonly version: number
  readonly billed: 'monthly' | 'annual'
  /** When the period began that its weeks count from; null if the week that is under way goes on, as its period does. */
  readonly periodStartedAt: Temporal.Instant | null
}

/**
 * Puts an org on a version of a plan (Q1). Its first week of quota opens in the same write; or the week of the plan before
 * goes on with what was used of it (Q8).
 */
export const subscribe = async (ctx: Ctx, org: string, order: Subscription): Promise<void> => {
  requirePermission(ctx, 'funds:write', org)
  const found = await findPlanVersion(ctx.db, order.plan, order.version)
  if (!found) {
    throw new Refusal('unknown_plan', `There is no version ${order.version} of the plan ${order.plan}.`, {
      plan: order.plan,
    })
  }
  const audit = auditEntry(ctx, 'plan.subscribe', { org, subject: order.plan, after: { version: order.version } })
  const now = ctx.now.epochNanoseconds
  await changeAccount(ctx, org, ({ account }) => {
    const { week, plan: before } = account
    const goesOn = order.periodStartedAt === null && before !== null && isUnderWay(week, now)
    const startedAt = goesOn ? before.periodStartedAt : (order.periodStartedAt ?? ctx.now).epochNanoseconds
    const plan: Plan = { ...found, periodStartedAt: startedAt }
    const turned = goesOn ? carryWeek(account, plan, week) : openWeek({ ...account, plan }, now)
    return {
      after: turned.account,
      write: {
        reshape: true,
        claim: { kind: 'audit' },
        ...(goesOn ? { change_week: turned.row } : { open_week: turned.row }),
        subscription: {
          plan: order.plan,
          plan_version: order.version,
          billed: order.billed,
          status: 'active',
          period_started_at: Temporal.Instant.fromEpochNanoseconds(startedAt).toString(),
        },
        by: actorName(ctx.actor),
        audit,
      },
    }
  })
}
