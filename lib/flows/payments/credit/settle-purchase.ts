import type { Db } from '@/db/client'
import { endCheckout } from '@/db/commands/checkouts'
import { lookAtPurchases, type PurchaseLook } from '@/db/commands/packs'
import type { ClaimedEvent } from '@/db/commands/record-payment'
import { type FoundPurchase, findPurchase } from '@/db/queries/packs'
import { type Ctx, requirePermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import { gatherBy } from '@/lib/platform/gather'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { Checkout } from '@/lib/stripe/read-checkout'
import { creditGiven, givePurchase } from './give-purchase'

export type PurchaseStatus = 'paid' | 'processing' | 'open' | 'ended'

/** How a purchase stands, and whether the event that was handed in is done with what was written. */
type Settled = { readonly status: PurchaseStatus; readonly claimed: boolean }

/** Looks at a purchase; those that are looked at at the same time share a call. */
const lookAt = gatherBy((db: Db) => ({ run: (looks: readonly PurchaseLook[]) => lookAtPurchases(db, looks) }))

type PurchaseCheckout = {
  readonly org: string
  readonly checkoutId: string
  readonly sessionId: string
  /** The session, where it was just read. */
  readonly read?: Checkout
  /** The purchase, where it was just looked at. */
  readonly found?: FoundPurchase
}

/**
 * Looks at the purchase that an event about a session names, without asking Stripe.
 * @returns `claimed` if it is recorded as paid in that session: then nothing is left to do, and the event is done. Null
 * where there is no such purchase.
 */
export const lookAtNamed = (
  ctx: Ctx,
  { org, checkoutId, sessionId }: PurchaseCheckout,
  event: ClaimedEvent,
): Promise<FoundPurchase | 'claimed' | null> =>
  lookAt(ctx.db, { org, purchaseId: checkoutId, said: { event, sentence: creditGiven, at: ctx.now, sessionId } })

const findNamed = async (ctx: Ctx, org: string, purchaseId: string): Promise<FoundPurchase> => {
  const found = await lookAt(ctx.db, { org, purchaseId, said: null })
  if (found === null || found === 'claimed') {
    throw new Refusal('unavailable', `There is no purchase ${purchaseId} of ${org} yet.`)
  }
  return found
}

const paymentOf = ({
  paymentIntentId,
  subtotalMinor: subtotal,
  taxMinor: tax,
  amountMinor: total,
  currency,
}: Checkout) => ({
  paymentIntentId: paymentIntentId ?? '',
  subtotal,
  tax,
  total,
  currency,
})

/**
 * Looks at Stripe what became of a session in which credit is bought. Once it is paid the credit is given, exactly once
 * no matter who looks and how often (K4): the purchase is what makes it happen once.
 */
export const settlePurchase = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { org, checkoutId, sessionId, read, found }: PurchaseCheckout,
  event: ClaimedEvent | null,
): Promise<Settled> => {
  const { purchase } = found ?? (await findNamed(ctx, org, checkoutId))
  const session = read ?? (await stripe.readCheckout(sessionId))
  if (session.paid) {
    return { status: 'paid', claimed: await givePurchase(ctx, org, purchase, paymentOf(session), event) }
  }
  if (session.status === 'expired' || event?.type === 'checkout.session.async_payment_failed') {
    await endCheckout(ctx.db, org, checkoutId, event, ctx.now)
    return { status: 'ended', claimed: true }
  }
  return { status: session.status === 'complete' ? 'processing' : 'open', claimed: false }
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
  const { status: now } = await settlePurchase(ctx, stripe, { org, checkoutId: purchaseId, sessionId }, null)
  return { status: now }
}
