import { attachCheckoutSession, endCheckout, noteStripeCustomer, openCheckout } from '@/db/commands/checkouts'
import { findInvoice, type IssuedInvoice } from '@/db/queries/invoices'
import { findStripeCustomer } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { settleCheckout } from './settle-checkout'

export type StartedCheckout = { readonly clientSecret: string; readonly publishableKey: string }

const alreadyPaid = () => new Refusal('already_paid', 'This invoice is paid already.')

/**
 * Opens the Checkout in which an invoice is paid by card. Two clicks, tabs or people at once get the same session: our
 * row comes first, and its id is the idempotency key at Stripe.
 */
export const startCheckout = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  invoiceId: string,
): Promise<StartedCheckout> => {
  requirePermission(ctx, 'org:pay', org)
  const invoice = await findInvoice(ctx.db, org, invoiceId)
  if (!invoice) throw new Refusal('not_found', 'There is no such invoice.')
  if (invoice.payBy !== 'card') throw new Refusal('invalid_request', 'This invoice is paid by bank transfer.')
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const opened = await openCheckout(ctx.db, org, invoiceId, newId('chk'), ctx.now)
    if (opened.outcome === 'unknown') throw new Refusal('not_found', 'There is no such invoice.')
    if (opened.outcome === 'already_paid') throw alreadyPaid()
    if (opened.sessionId === null) return createSession(ctx, stripe, invoice, opened.checkoutId)
    const session = await stripe.readCheckout(opened.sessionId)
    if (session.status === 'open' && session.clientSecret) {
      return { clientSecret: session.clientSecret, publishableKey: stripe.publishableKey }
    }
    if (session.status === 'complete') {
      const settled = await settleCheckout(ctx, stripe, org, invoiceId)
      if (settled.status === 'paid') throw alreadyPaid()
      throw new Refusal('already_paid', 'A payment of this invoice is being processed.')
    }
    await endCheckout(ctx.db, org, opened.checkoutId, null, ctx.now)
  }
  throw new Refusal('checkout_expired', 'The payment form expired; open it again.')
}

const createSession = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { orgId: org, invoiceId, number, total, currency, snapshot }: IssuedInvoice,
  checkoutId: string,
): Promise<StartedCheckout> => {
  const customerId =
    (await findStripeCustomer(ctx.db, org)) ??
    (await noteStripeCustomer(
      ctx.db,
      org,
      await stripe.ensureCustomer({ org, name: snapshot.buyer.name, email: snapshot.buyer.email }),
      ctx.now,
    ))
  const { language } = snapshot
  const session = await stripe.createInvoiceCheckout({
    org,
    invoiceId,
    checkoutId,
    customerId,
    number,
    amountMinor: total,
    currency,
    language,
  })
  await attachCheckoutSession(ctx.db, org, checkoutId, session.sessionId)
  return { clientSecret: session.clientSecret, publishableKey: stripe.publishableKey }
}
