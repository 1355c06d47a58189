import { saveSeller as writeSeller } from '@/db/commands/settings'
import { findSeller } from '@/db/queries/platform'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import type { Seller } from '@/lib/core/invoices/snapshot'

/** An admin sets who sells, as invoices issued from now on print it. */
export const saveSeller = async (ctx: Ctx, seller: Seller): Promise<void> => {
  requirePermission(ctx, 'platform:admin')
  const before = await findSeller(ctx.db)
  await writeSeller(
    ctx.db,
    seller,
    ctx.now,
    auditEntry(ctx, 'seller.save', { subject: 'seller', before, after: seller }),
  )
}
