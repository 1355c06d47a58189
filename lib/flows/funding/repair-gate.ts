import { findAccount } from '@/db/queries/accounts'
import { findGate } from '@/db/queries/gates'
import type { Ctx } from '@/lib/context'
import { gateDrift } from '@/lib/core/gate/drift'
import { projectGate } from '@/lib/core/gate/project'
import { log } from '@/lib/platform/log'
import { currentMonth } from './project'
import { refreshGate } from './refresh-gate'

/** While usage keeps coming in, gate and account are never read of one moment; whoever asks next compares them. */
const mostReadings = 3

/**
 * Compares the gate that is in force with the account, whatever put it out of step; where they differ, it is projected
 * again (G4), the cell hears of a halt that begins or ends with that, and it is logged.
 * @returns whether the gate was wrong.
 */
export const repairGate = async (ctx: Ctx, org: string): Promise<boolean> => {
  const at = ctx.now.epochNanoseconds
  for (let reading = 0; reading < mostReadings; reading += 1) {
    const before = await findAccount(ctx.db, org)
    const found = await findGate(ctx.db, org, ctx.now)
    const after = await findAccount(ctx.db, org)
    if (!before || !after || found?.state !== 'current') return false
    if (before.sequence !== after.sequence || before.version !== after.version) continue
    const { account } = after
    const drift = gateDrift(found.gate, projectGate(account, at, currentMonth(account.zone, at)))
    if (drift.length === 0) return false
    log.error({ org, drift, requestId: ctx.requestId }, 'the gate differed from the account')
    await refreshGate(ctx, org)
    return true
  }
  return false
}
