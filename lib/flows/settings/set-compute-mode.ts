import { setPlatformSwitches } from '@/db/commands/platform-switches'
import { hasComputeMode } from '@/db/queries/platform'
import { auditEntry, type Ctx, requirePlatformPermission } from '@/lib/context'

/**
 * Switches weekly quotas on or off for the whole platform (W4). While off, no org is put on them and they are offered
 * nowhere. Who is on them stays so: its usage is charged by the biller of its own time (W1), and its gate says what it said.
 */
export const setComputeMode = async (ctx: Ctx, on: boolean): Promise<void> => {
  requirePlatformPermission(ctx, 'funds:write')
  const before = await hasComputeMode(ctx.db)
  if (before === on) return
  const audit = auditEntry(ctx, 'platform.compute_mode', { before, after: on })
  await setPlatformSwitches(ctx.db, on, ctx.now, audit)
}
