import { settleRefund as write } from '@/db/commands/refunds'
import type { Purchase } from '@/db/queries/packs'
import type { Refund } from '@/db/queries/refunds'
import type { Ctx } from '@/lib/context'
import { type Pico, pico } from '@/lib/core/money/amount'
import { returnPurchaseCredit } from '@/lib/flows/payments/credit/return-purchase-credit'
import { returnWithheld } from '@/lib/flows/payments/credit/return-withheld'
import { sumOf, type Taking, takePurchaseCredit } from '@/lib/flows/payments/credit/take-purchase-credit'
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
  const taken = status === 'failed' ? pico(0n) : await takeOnce(ctx, org, purchase, refund)
  const kept = await write(ctx.db, org, refundId, { status, stripeRefundId, failure, taken, at: ctx.now })
  if (kept !== 'failed') {
    const counted = status === 'failed' ? (refund.taken ?? pico(0n)) : taken
    return { status: kept, failure, taken: counted, spent: pico(share - counted) }
  }
  const takings = await takeShare(ctx, org, purchase, refund, pico(0n))
  const note = `Failed refund of ${purchase.name}`
  await returnPurchaseCredit(ctx, org, purchase, takings, note)
  await returnWithheld(ctx, org, purchase, note)
  return { status: 'failed', failure, taken: pico(0n), spent: pico(0n) }
}

/** What was taken when it was settled first stays; later on more may be left, that has nothing to do with it. */
const takeOnce = async (ctx: Ctx, org: string, purchase: Purchase, refund: Refund): Promise<Pico> => {
  if (refund.taken !== null && refund.status !== 'failed') return refund.taken
  await stopRechargeOfRefund(ctx, org, purchase, refund.share)
  return sumOf(await takeShare(ctx, org, purchase, refund, refund.share))
}

const takeShare = async (
  ctx: Ctx,
  org: string,
  { grantId, name }: Purchase,
  { refundId }: Refund,
  amount: Pico,
): Promise<readonly Taking[]> => {
  if (grantId === null) return []
  const note = `Refund of ${name}`
  return takePurchaseCredit(ctx, org, { grant: grantId, amount, kind: 'refund', reference: refundId, note })
}
