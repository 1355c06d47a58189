import { setPlatformSwitches } from '@/db/commands/platform-switches'
import { hasComputeMode } from '@/db/queries/platform'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'

/** Switches weekly quotas on or off for the whole platform (W4). While off, every org is as if it never had one. */
export const setComputeMode = async (ctx: Ctx, on: boolean): Promise<void> => {
  requirePermission(ctx, 'platform:admin')
  const before = await hasComputeMode(ctx.db)
  if (before === on) return
  const audit = auditEntry(ctx, 'platform.compute_mode', { before, after: on })
  await setPlatformSwitches(ctx.db, on, ctx.now, audit)
}
