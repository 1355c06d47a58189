import { findPurchase, findPurchaseTerms, type Purchase } from '@/db/queries/packs'
import type { Ctx } from '@/lib/context'
import { settlePurchase } from '@/lib/flows/payments/credit/settle-purchase'
import { settleRecharge } from '@/lib/flows/payments/recharge/settle-recharge'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'

export type PaidPurchase = { readonly org: string; readonly purchaseId: string; readonly paymentIntentId: string }

/**
 * The purchase that a payment is of, with its credit given. What comes after a payment may be heard of before it: then
 * Stripe is asked for the payment first, so that nobody has to wait until it is told.
 * @throws Refusal `unavailable` where it is none of ours, or not paid by what Stripe says.
 */
export const paidPurchase = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { org, purchaseId, paymentIntentId }: PaidPurchase,
): Promise<Purchase> => {
  const before = await findPurchaseTerms(ctx.db, org, purchaseId)
  if (before?.paidAt) return before
  if (before?.kind === 'recharge') {
    await settleRecharge(ctx, org, purchaseId, await stripe.readPayment(paymentIntentId))
  } else if (before) {
    const sessionId = (await findPurchase(ctx.db, org, purchaseId))?.sessionId ?? null
    if (sessionId !== null) await settlePurchase(ctx, stripe, { org, checkoutId: purchaseId, sessionId }, null)
  }
  const after = before && (await findPurchaseTerms(ctx.db, org, purchaseId))
  if (after?.paidAt) return after
  throw new Refusal('unavailable', `There is no paid purchase ${purchaseId} of ${org} yet.`)
}
