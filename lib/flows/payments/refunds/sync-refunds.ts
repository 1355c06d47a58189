import { findPurchaseTerms } from '@/db/queries/packs'
import { listRequestedRefunds } from '@/db/queries/refunds'
import type { Ctx } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { openRefund } from './open-refund'
import { settleRefund } from './settle-refund'

/** Reads the refunds of a purchase from Stripe and records them, also those that somebody made there by hand. */
export const syncRefunds = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  purchaseId: string,
): Promise<ReadonlySet<string>> => {
  const found = await findPurchaseTerms(ctx.db, org, purchaseId)
  if (!found?.paymentIntentId)
    throw new Refusal('unavailable', `There is no paid purchase ${purchaseId} of ${org} yet.`)
  const known = new Set<string>()
  for (const each of await stripe.listRefunds(found.paymentIntentId)) {
    const refundId = each.refundId || (each.stripeRefundId ?? '')
    const order = { refundId, amount: each.amountMinor, reason: 'made at Stripe' }
    const { purchase, refund } = await openRefund(ctx, org, purchaseId, order)
    await settleRefund(ctx, org, purchase, refund, each)
    known.add(refundId)
  }
  return known
}

const patienceSeconds = 60

/**
 * Makes the refunds that were asked for and whose answer never came: those that Stripe made are recorded, the others are
 * made. Safe to run twice and at once.
 */
export const keepRefunds = async (ctx: Ctx, stripe: StripeGateway): Promise<number> => {
  const waiting = await listRequestedRefunds(ctx.db, ctx.now.subtract({ seconds: patienceSeconds }))
  let settled = 0
  for (const refund of waiting) {
    const { orgId: org, purchaseId, refundId, amount } = refund
    try {
      const made = await syncRefunds(ctx, stripe, org, purchaseId)
      const purchase = await findPurchaseTerms(ctx.db, org, purchaseId)
      if (!made.has(refundId) && purchase?.paymentIntentId) {
        const input = { org, purchaseId, refundId, paymentIntentId: purchase.paymentIntentId, amountMinor: amount }
        await settleRefund(ctx, org, purchase, refund, await stripe.createRefund(input))
      }
      settled += 1
    } catch (error) {
      log.warn({ err: error, org, refund: refundId }, 'a refund has to be tried again')
    }
  }
  return settled
}
