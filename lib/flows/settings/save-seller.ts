import { type SellerWrite, saveSeller as writeSeller } from '@/db/commands/settings'
import { findSeller } from '@/db/queries/platform'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { refuseUnprintableSeller } from '@/lib/core/invoices/unprintable'
import { refuseZone } from '@/lib/core/time/billing-day'
import { accept } from '@/lib/platform/errors'

/** An admin sets who sells, as invoices issued from now on print it; what they cannot print is refused. */
export const saveSeller = async (ctx: Ctx, seller: SellerWrite): Promise<void> => {
  requirePermission(ctx, 'platform:admin')
  accept(refuseUnprintableSeller(seller))
  if (seller.zone !== undefined) accept(refuseZone(seller.zone))
  const before = await findSeller(ctx.db)
  await writeSeller(
    ctx.db,
    seller,
    ctx.now,
    auditEntry(ctx, 'seller.save', { subject: 'seller', before, after: seller }),
  )
}
