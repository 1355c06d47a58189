import { findOrgsWithDueWeek } from '@/db/queries/quota-weeks'
import type { Ctx } from '@/lib/context'
import { refreshGate } from '@/lib/flows/funding/refresh-gate'

const mostOrgs = 500

/** Turns the weeks of quota that are over (Q2); usage would turn them itself. Answers how many there were. */
export const resetDueWeeks = async (ctx: Ctx): Promise<number> => {
  const orgs = await findOrgsWithDueWeek(ctx.db, ctx.now, mostOrgs)
  for (const org of orgs) await refreshGate(ctx, org)
  return orgs.length
}
