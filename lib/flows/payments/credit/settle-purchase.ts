import { endCheckout, noteStripeEvent } from '@/db/commands/checkouts'
import type { ClaimedEvent } from '@/db/commands/record-payment'
import { findPurchase, type Purchase } from '@/db/queries/packs'
import { type Ctx, requirePermission } from '@/lib/context'
import { giveCredit } from '@/lib/flows/funding/grant-credit'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { Checkout } from '@/lib/stripe/read-checkout'

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
    await give(ctx, org, found.purchase, session)
    if (event) await noteStripeEvent(ctx.db, event, 'done', `The credit of ${checkoutId} was given.`, ctx.now)
    return 'paid'
  }
  if (session.status === 'expired' || event?.type === 'checkout.session.async_payment_failed') {
    await endCheckout(ctx.db, org, checkoutId, event, ctx.now)
    return 'ended'
  }
  const status = session.status === 'complete' ? 'processing' : 'open'
  if (event) await noteStripeEvent(ctx.db, event, 'ignored', `The payment of ${checkoutId} is ${status}.`, ctx.now)
  return status
}

const give = async (ctx: Ctx, org: string, purchase: Purchase, session: Checkout): Promise<void> => {
  const { purchaseId, kind, name, currency, price, credit, expiresAfterDays } = purchase
  if (session.paymentIntentId === null) throw new Error(`the paid session of ${purchaseId} has no payment intent`)
  if (session.amountMinor !== price || session.currency !== currency) {
    throw new Error(`${purchaseId} was paid with ${session.amountMinor} ${session.currency}, not as agreed`)
  }
  if (purchase.paidAt !== null) return
  const intent = session.paymentIntentId
  await giveCredit(
    ctx,
    org,
    {
      origin: kind,
      asset: currency,
      amount: credit,
      priority: 0,
      expiresAt: expiresAfterDays === null ? null : ctx.now.add({ hours: 24 * expiresAfterDays }),
      reference: purchaseId,
      note: name,
    },
    (grant) => ({ purchase: { id: purchaseId, payment_intent: intent, grant } }),
  )
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
