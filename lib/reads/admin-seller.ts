import { findSeller } from '@/db/queries/platform'
import { type Ctx, requirePermission } from '@/lib/context'
import type { Seller } from '@/lib/core/invoices/snapshot'

/** Who sells, as invoices print it; null until somebody fills it in. */
export const adminSeller = async (ctx: Ctx): Promise<Seller | null> => {
  requirePermission(ctx, 'platform:admin')
  return findSeller(ctx.db)
}
