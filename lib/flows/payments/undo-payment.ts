import { reversePayment } from '@/db/commands/record-payment'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'

/**
 * An admin takes back that a payment by bank was recorded or a surplus was applied to another invoice, and says why. Done
 * again it changes nothing.
 */
export const undoPayment = async (
  ctx: Ctx,
  org: string,
  invoiceId: string,
  paymentId: string,
  reason: string,
): Promise<{ readonly outcome: 'reversed' | 'repeated' }> => {
  requirePermission(ctx, 'platform:admin')
  const outcome = await reversePayment(ctx.db, {
    org,
    invoiceId,
    paymentId,
    reason,
    by: actorName(ctx.actor),
    at: ctx.now,
    audit: auditEntry(ctx, 'invoice.undo_payment', { org, subject: invoiceId, after: { payment: paymentId, reason } }),
  })
  if (outcome === 'unknown') throw new Refusal('not_found', 'There is no such payment of this invoice.')
  if (outcome === 'by_card') {
    throw new Refusal('invalid_request', 'A payment by card is refunded at Stripe; it cannot be undone here.')
  }
  if (outcome === 'applied') {
    throw new Refusal('invalid_request', 'A part of this payment was applied to another invoice: undo that first.')
  }
  return { outcome }
}
