import { settleRefund as write } from '@/db/commands/refunds'
import type { Purchase } from '@/db/queries/packs'
import type { Refund } from '@/db/queries/refunds'
import type { Ctx } from '@/lib/context'
import { type Pico, pico } from '@/lib/core/money/amount'
import { takeBackCredit } from '@/lib/flows/funding/take-back-credit'
import type { RefundAtStripe } from '@/lib/stripe/refund'

export type Refunded = {
  readonly status: RefundAtStripe['status']
  readonly failure: string
  /** Credit that was taken back. */
  readonly taken: Pico
  /** Credit that the money stood for and that was spent by then: it is recorded, and nobody's balance goes below zero. */
  readonly spent: Pico
}

/** Records how a refund stands at Stripe. Unused credit of the purchase goes with the money, once per refund (K7). */
export const settleRefund = async (
  ctx: Ctx,
  org: string,
  { grantId, name }: Purchase,
  { refundId, share }: Refund,
  { status, failure, stripeRefundId }: Pick<RefundAtStripe, 'status' | 'failure' | 'stripeRefundId'>,
): Promise<Refunded> => {
  let taken = pico(0n)
  if (status !== 'failed' && grantId !== null && share > 0n) {
    const order = {
      grant: grantId,
      amount: share,
      kind: 'refund',
      reference: refundId,
      note: `Refund of ${name}`,
    } as const
    taken = (await takeBackCredit(ctx, org, order)).taken
  }
  await write(ctx.db, org, refundId, { status, stripeRefundId, failure, taken, at: ctx.now })
  return { status, failure, taken, spent: pico(status === 'failed' ? 0n : share - taken) }
}
