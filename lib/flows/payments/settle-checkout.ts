import { endCheckout } from '@/db/commands/checkouts'
import type { ClaimedEvent, PaymentOutcome } from '@/db/commands/record-payment'
import { recordPayment } from '@/db/commands/record-payment'
import { listCheckouts } from '@/db/queries/checkouts'
import { findInvoice } from '@/db/queries/invoices'
import { findSellerZone } from '@/db/queries/platform'
import { type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { dayAt } from '@/lib/core/time/billing-day'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { Checkout } from '@/lib/stripe/read-checkout'

export type Settlement = { readonly status: 'paid' | 'processing' | 'open' }

/**
 * The return path of a Checkout: looks at Stripe whether the invoice's session was paid and records it. It races with
 * the webhook; whichever comes first writes, the other finds it written.
 */
export const settleCheckout = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  invoiceId: string,
): Promise<Settlement> => {
  requirePermission(ctx, 'org:pay', org)
  const invoice = await findInvoice(ctx.db, org, invoiceId)
  if (!invoice) throw new Refusal('not_found', 'There is no such invoice.')
  if (invoice.paidAt) return { status: 'paid' }
  for (const checkout of await listCheckouts(ctx.db, org, invoiceId)) {
    if (checkout.status !== 'open' || checkout.sessionId === null) continue
    const session = await stripe.readCheckout(checkout.sessionId)
    if (session.paid) {
      await recordCheckoutPayment(ctx, { org, invoiceId, checkoutId: checkout.checkoutId }, session, null)
      return { status: 'paid' }
    }
    if (session.status === 'complete') return { status: 'processing' }
    if (session.status === 'expired') await endCheckout(ctx.db, org, checkout.checkoutId, null, ctx.now)
  }
  return { status: 'open' }
}

export type CheckoutOf = { readonly org: string; readonly invoiceId: string; readonly checkoutId: string }

/** Records the payment of a paid session, once by its payment intent. */
export const recordCheckoutPayment = async (
  ctx: Ctx,
  { org, invoiceId, checkoutId }: CheckoutOf,
  session: Checkout,
  event: ClaimedEvent | null,
): Promise<PaymentOutcome> => {
  const invoice = await findInvoice(ctx.db, org, invoiceId)
  if (!invoice) return 'unknown'
  if (session.paymentIntentId === null) throw new Error(`the paid session of ${checkoutId} has no payment intent`)
  const receivedAt = session.paidAt ?? ctx.now
  return recordPayment(ctx.db, {
    org,
    invoiceId,
    paymentId: newId('pay'),
    via: 'card',
    reference: session.paymentIntentId,
    amount: session.amountMinor,
    currency: session.currency,
    receivedAt,
    receivedOn: dayAt(receivedAt, await findSellerZone(ctx.db)),
    by: actorName(ctx.actor),
    acceptSurplus: true,
    checkoutId,
    event,
    audit: null,
  })
}
