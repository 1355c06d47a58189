import type { Temporal } from 'temporal-polyfill'
import type { Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { changeAccount } from '@/lib/flows/funding/change-account'
import { openWeek } from '@/lib/flows/funding/project'

/**
 * Begins an org's quota again from a period that started at `startedAt` (Q4): the current week is archived and the next
 * one opened in one write, so that usage that races it is counted in exactly one of them. The same period again, or an
 * earlier one, resets nothing.
 * @returns whether a week was turned.
 */
export const resetWeek = async (ctx: Ctx, org: string, startedAt: Temporal.Instant): Promise<boolean> => {
  const from = startedAt.epochNanoseconds
  const answer = await changeAccount(ctx, org, ({ account }) => {
    const { plan } = account
    if (plan === null || from <= plan.periodStartedAt) return null
    const opened = openWeek({ ...account, plan: { ...plan, periodStartedAt: from } }, ctx.now.epochNanoseconds)
    return {
      after: opened.account,
      write: {
        reshape: true,
        open_week: opened.row,
        period_started_at: startedAt.toString(),
        by: actorName(ctx.actor),
      },
    }
  })
  return answer?.outcome === 'applied'
}
