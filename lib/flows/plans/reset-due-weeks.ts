import { findOrgsWithDueWeek } from '@/db/queries/quota-weeks'
import type { Ctx } from '@/lib/context'
import { refreshGate } from '@/lib/flows/funding/refresh-gate'
import { ofOrgs, tryEach } from '@/lib/flows/jobs/try-each'

const mostOrgs = 500

/** Turns the weeks of quota that are over (Q2); usage would turn them itself. Answers how many there were. */
export const resetDueWeeks = async (ctx: Ctx): Promise<number> => {
  const orgs = await findOrgsWithDueWeek(ctx.db, ctx.now, mostOrgs)
  return tryEach(ctx, 'week', ofOrgs(orgs), async (org) => {
    await refreshGate(ctx, org)
    return true
  })
}
