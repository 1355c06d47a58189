import { listHaltsToLookAt } from '@/db/queries/unfunded-usage'
import type { Ctx } from '@/lib/context'
import { ofOrgs, tryEach } from '@/lib/flows/jobs/try-each'
import { refreshGate } from './refresh-gate'

const mostAtOnce = 500

/**
 * Looks again at orgs that are halted though the time of their gate is over (G10): a week or a month has turned, a switch came
 * into force. What waits is paid from what that brought, the gate is projected, and the cell is told. Answers how many there were.
 */
export const liftHalts = async (ctx: Ctx): Promise<number> => {
  const orgs = await listHaltsToLookAt(ctx.db, ctx.now, mostAtOnce)
  return tryEach(ctx, 'usage', ofOrgs(orgs), async (org) => {
    await refreshGate(ctx, org)
    return true
  })
}
