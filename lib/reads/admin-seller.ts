import { findSeller, findSellerZone } from '@/db/queries/platform'
import { type Ctx, requirePermission } from '@/lib/context'
import type { Seller } from '@/lib/core/invoices/snapshot'

/** Who sells, as invoices print it; null until somebody fills it in. */
export const adminSeller = async (ctx: Ctx): Promise<(Seller & { readonly zone: string }) | null> => {
  requirePermission(ctx, 'platform:admin')
  const [seller, zone] = await Promise.all([findSeller(ctx.db), findSellerZone(ctx.db)])
  return seller && { ...seller, zone }
}
