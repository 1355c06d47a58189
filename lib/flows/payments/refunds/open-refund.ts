import { openRefund as write } from '@/db/commands/refunds'
import { findPurchaseTerms, type Purchase } from '@/db/queries/packs'
import { listRefunds, type Refund } from '@/db/queries/refunds'
import { auditEntry, type Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { paidFor } from '@/lib/core/funding/payment'
import { shareOfRefund } from '@/lib/core/funding/refund'
import { type Minor, minor, pico } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { accept, Refusal } from '@/lib/platform/errors'

export type RefundOrder = {
  /** The request's own id: a double click is one refund, two requests of one amount are two. */
  readonly refundId: string
  readonly amount: Minor
  readonly reason: string
}

const attempts = 20

export const usedBefore = (refundId: string): Refusal =>
  new Refusal('idempotency_mismatch', 'This request was used for another refund.', { refund: refundId })

/** What of a purchase was refunded, or is about to be, and the credit that belongs to it. */
const soFar = (refunds: readonly Refund[]) => {
  const counted = refunds.filter(({ status }) => status !== 'failed')
  return {
    refunded: minor(counted.reduce((total, { amount }) => total + amount, 0n)),
    shared: pico(counted.reduce((total, { share }) => total + share, 0n)),
  }
}

/** Writes down that a refund is wanted, before Stripe is asked. Answers the purchase and the request as it is kept. */
export const openRefund = async (
  ctx: Ctx,
  org: string,
  purchaseId: string,
  { refundId, amount, reason }: RefundOrder,
): Promise<{ readonly purchase: Purchase; readonly refund: Refund }> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const purchase = await findPurchaseTerms(ctx.db, org, purchaseId)
    if (!purchase?.paidAt) throw new Refusal('not_found', 'There is no such payment to refund.')
    const refunds = await listRefunds(ctx.db, org, purchaseId)
    const refund = refunds.find((each) => each.refundId === refundId)
    if (refund && refund.amount === amount) return { purchase, refund }
    const { refunded, shared } = soFar(refunds)
    const { credit, currency } = purchase
    const { share } = refund ?? accept(shareOfRefund({ paid: paidFor(purchase), credit, refunded, shared }, amount))
    const after = { purchase: purchaseId, amount: `${formatDecimal(amount, 2)} ${currency}`, reason }
    const audit = auditEntry(ctx, 'payment.refund', { org, subject: refundId, after })
    const request = { refundId, amount, share, reason, by: actorName(ctx.actor) }
    const outcome = await write(ctx.db, org, purchaseId, request, { before: refunded, at: ctx.now, audit })
    if (outcome === 'mismatch') {
      throw usedBefore(refundId)
    }
  }
  throw new Refusal('stale', 'Much of this payment is being refunded at the moment; try again.')
}
