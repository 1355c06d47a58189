import { endCheckout } from '@/db/commands/checkouts'
import { recordPayment } from '@/db/commands/record-payment'
import { listCheckouts } from '@/db/queries/checkouts'
import { findInvoice } from '@/db/queries/invoices'
import { findSellerZone } from '@/db/queries/platform'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import { log } from '@/lib/platform/log'
import type { StripeGateway } from '@/lib/stripe/gateway'

/**
 * An admin notes that an invoice was paid by bank. An open card form for it is closed at Stripe afterwards, so that it
 * is not paid twice; a payment that still slips through is recorded as owed back.
 */
export const markInvoicePaid = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  invoiceId: string,
  { paidOn, reference }: { readonly paidOn: Day; readonly reference: string },
): Promise<{ readonly number: string }> => {
  requirePermission(ctx, 'platform:admin')
  const invoice = await findInvoice(ctx.db, org, invoiceId)
  if (!invoice) throw new Refusal('not_found', 'There is no such invoice.')
  if (paidOn > dayAt(ctx.now, await findSellerZone(ctx.db))) {
    throw new Refusal('invalid_request', 'The day of payment lies in the future.', { field: 'paidOn' })
  }
  const outcome = await recordPayment(ctx.db, {
    org,
    invoiceId,
    paymentId: newId('pay'),
    via: 'bank',
    reference,
    amount: invoice.total,
    currency: invoice.currency,
    receivedAt: ctx.now,
    receivedOn: paidOn,
    by: actorName(ctx.actor),
    acceptSurplus: false,
    checkoutId: null,
    event: null,
    audit: auditEntry(ctx, 'invoice.mark_paid', { org, subject: invoiceId, after: { paidOn, reference } }),
  })
  if (outcome === 'unknown') throw new Refusal('not_found', 'There is no such invoice.')
  if (outcome === 'already_paid') throw new Refusal('already_paid', `${invoice.number} is paid already.`)
  await closeCheckouts(ctx, stripe, org, invoiceId)
  return { number: invoice.number }
}

const closeCheckouts = async (ctx: Ctx, stripe: StripeGateway, org: string, invoiceId: string): Promise<void> => {
  for (const checkout of await listCheckouts(ctx.db, org, invoiceId)) {
    if (checkout.status !== 'open') continue
    try {
      if (checkout.sessionId) await stripe.expireCheckout(checkout.sessionId)
      await endCheckout(ctx.db, org, checkout.checkoutId, null, ctx.now)
    } catch (error) {
      log.warn({ err: error, checkout: checkout.checkoutId }, 'an open checkout of a paid invoice could not be closed')
    }
  }
}
