import { endCheckout } from '@/db/commands/checkouts'
import type { ClaimedEvent } from '@/db/commands/record-payment'
import { findPurchase } from '@/db/queries/packs'
import { type Ctx, requirePermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { givePurchase } from './give-purchase'

export type PurchaseStatus = 'paid' | 'processing' | 'open' | 'ended'

type PurchaseCheckout = { readonly org: string; readonly checkoutId: string; readonly sessionId: string }

/**
 * Looks at Stripe what became of a session in which credit is bought. Once it is paid the credit is given, exactly once
 * whoever looks and however often (K4): the purchase is what makes it happen once.
 */
export const settlePurchase = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { org, checkoutId, sessionId }: PurchaseCheckout,
  event: ClaimedEvent | null,
): Promise<PurchaseStatus> => {
  const found = await findPurchase(ctx.db, org, checkoutId)
  if (!found) throw new Refusal('unavailable', `There is no purchase ${checkoutId} of ${org} yet.`)
  const session = await stripe.readCheckout(sessionId)
  if (session.paid) {
    const { paymentIntentId, subtotalMinor: subtotal, taxMinor: tax, amountMinor: total, currency } = session
    const paid = { paymentIntentId: paymentIntentId ?? '', subtotal, tax, total, currency }
    await givePurchase(ctx, org, found.purchase, paid)
    return 'paid'
  }
  if (session.status === 'expired' || event?.type === 'checkout.session.async_payment_failed') {
    await endCheckout(ctx.db, org, checkoutId, event, ctx.now)
    return 'ended'
  }
  return session.status === 'complete' ? 'processing' : 'open'
}

/** The return path: what became of a purchase. It races with the webhook; both give the same credit once. */
export const settleCredit = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  purchaseId: string,
): Promise<{ readonly status: PurchaseStatus }> => {
  requirePermission(ctx, 'org:pay', org)
  const found = await findPurchase(ctx.db, org, purchaseId)
  if (!found) throw new Refusal('not_found', 'There is no such purchase.')
  const { purchase, status, sessionId } = found
  if (purchase.paidAt !== null) return { status: 'paid' }
  if (status === 'ended') return { status: 'ended' }
  if (sessionId === null) return { status: 'open' }
  return { status: await settlePurchase(ctx, stripe, { org, checkoutId: purchaseId, sessionId }, null) }
}
