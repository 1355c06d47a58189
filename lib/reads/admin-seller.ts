import { findSeller, findSellerZone, findSetupPause } from '@/db/queries/platform'
import { type Ctx, requirePermission } from '@/lib/context'
import type { Seller } from '@/lib/core/invoices/snapshot'

/** Who sells, as invoices print it; null until somebody fills it in. */
export const adminSeller = async (
  ctx: Ctx,
): Promise<(Seller & { readonly zone: string; readonly setupPauseDays: string }) | null> => {
  requirePermission(ctx, 'platform:admin')
  const [seller, zone, pause] = await Promise.all([findSeller(ctx.db), findSellerZone(ctx.db), findSetupPause(ctx.db)])
  return seller && { ...seller, zone, setupPauseDays: String(pause) }
}
