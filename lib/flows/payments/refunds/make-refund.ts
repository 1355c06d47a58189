import { Temporal } from 'temporal-polyfill'
import type { Purchase } from '@/db/queries/packs'
import type { Refund } from '@/db/queries/refunds'
import type { Ctx } from '@/lib/context'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { type Refunded, settleRefund } from './settle-refund'

/** While it is this young, Stripe remembers the key of a request; an older one is looked for before it is made. */
const sureHours = 1

/** Makes a refund that was asked for, unless Stripe has made it already, and records it. */
export const makeRefund = async (
  ctx: Ctx,
  stripe: StripeGateway,
  purchase: Purchase,
  refund: Refund,
): Promise<Refunded> => {
  const { orgId: org, purchaseId, paymentIntentId } = purchase
  const { refundId, amount: amountMinor, requestedAt } = refund
  if (paymentIntentId === null) throw new Error(`the paid purchase ${purchaseId} has no payment`)
  const young = Temporal.Instant.compare(ctx.now, requestedAt.add({ hours: sureHours })) < 0
  const made = young ? [] : await stripe.listRefunds(paymentIntentId)
  const input = { org, purchaseId, refundId, paymentIntentId, amountMinor }
  const found = made.find((each) => each.refundId === refundId) ?? (await stripe.createRefund(input))
  return settleRefund(ctx, org, purchase, refund, found)
}
