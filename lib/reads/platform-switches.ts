import { countOnQuota, hasComputeMode } from '@/db/queries/platform'
import { type Ctx, requirePermission, requirePlatformPermission } from '@/lib/context'

/** What the platform has switched on. */
export const platformSwitches = async (ctx: Ctx): Promise<{ readonly computeMode: boolean }> => {
  requirePlatformPermission(ctx, 'funds:write')
  return { computeMode: await hasComputeMode(ctx.db) }
}

/** The same for administrators, and how many organizations are on weekly quotas now. */
export const adminSwitches = async (ctx: Ctx) => {
  requirePermission(ctx, 'platform:admin')
  const [computeMode, onQuota] = await Promise.all([hasComputeMode(ctx.db), countOnQuota(ctx.db, ctx.now)])
  return { computeMode, onQuota }
}
