import { settleRefund as write } from '@/db/commands/refunds'
import type { Purchase } from '@/db/queries/packs'
import type { Refund } from '@/db/queries/refunds'
import type { Ctx } from '@/lib/context'
import { type Pico, pico } from '@/lib/core/money/amount'
import { returnGoneCredit } from '@/lib/flows/payments/credit/return-gone-credit'
import { takeGoneCredit } from '@/lib/flows/payments/credit/take-gone-credit'
import { stopRechargeOfRefund } from '@/lib/flows/payments/recharge/stop-recharge'
import type { RefundAtStripe } from '@/lib/stripe/refund'

export type Refunded = {
  readonly status: RefundAtStripe['status']
  readonly failure: string
  /** Credit that was taken back. */
  readonly taken: Pico
  /** Credit that the money stood for and that was spent by then: it is recorded, and nobody's balance goes below zero. */
  readonly spent: Pico
}

/**
 * Records how a refund stands at Stripe. Unused credit of the purchase goes with the money, once per refund (K7), and
 * comes back where the bank sends the money back to us.
 */
export const settleRefund = async (
  ctx: Ctx,
  org: string,
  purchase: Purchase,
  refund: Refund,
  { status, failure, stripeRefundId }: Pick<RefundAtStripe, 'status' | 'failure' | 'stripeRefundId'>,
): Promise<Refunded> => {
  const { refundId, share } = refund
  const taken = status === 'failed' || wasSentBack(refund) ? pico(0n) : await take(ctx, org, purchase, refund)
  const kept = await write(ctx.db, org, refundId, { status, stripeRefundId, failure, taken, at: ctx.now })
  if (kept !== 'failed') {
    const counted = status === 'failed' ? (refund.taken ?? pico(0n)) : taken
    return { status: kept, failure, taken: counted, spent: pico(share - counted) }
  }
  await returnGoneCredit(ctx, org, purchase, { id: refundId, note: `Failed refund of ${purchase.name}` })
  return { status: 'failed', failure, taken: pico(0n), spent: pico(0n) }
}

/** A refund that was made and that the bank sent back stays so. */
const wasSentBack = ({ status, stripeRefundId }: Refund): boolean => status === 'failed' && stripeRefundId !== null

const take = async (ctx: Ctx, org: string, purchase: Purchase, refund: Refund): Promise<Pico> => {
  const { refundId: id, share } = refund
  if (refund.taken === null || refund.status === 'failed') await stopRechargeOfRefund(ctx, org, purchase, share)
  return takeGoneCredit(ctx, org, purchase, { id, share, kind: 'refund', note: `Refund of ${purchase.name}` })
}
