import { openCheckout } from '@/db/commands/checkouts'
import { listCheckouts } from '@/db/queries/checkouts'
import { findInvoice, type IssuedInvoice } from '@/db/queries/invoices'
import { type Ctx, requirePermission } from '@/lib/context'
import { balanceOf } from '@/lib/core/invoices/balance'
import type { Minor } from '@/lib/core/money/amount'
import { isChargeable } from '@/lib/core/money/chargeable'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { closeCheckout } from './close-checkout'
import { customerOf } from './customer-of'
import { openForm, type StartedCheckout } from './open-form'
import { settleCheckout } from './settle-checkout'

const alreadyPaid = () => new Refusal('already_paid', 'This invoice is paid already.')

/** Opens the Checkout in which an invoice is paid by card. */
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
  const { open } = balanceOf(invoice.total, invoice.paidAmount)
  if (invoice.paidAt === null && !isChargeable(open)) {
    throw new Refusal('invalid_request', 'An amount like this cannot be paid by card. Ask us how else to pay it.')
  }
  await endOutdated(ctx, stripe, org, invoiceId, open)
  return openForm(ctx, stripe, org, {
    open: async () => {
      const opened = await openCheckout(ctx.db, org, invoiceId, newId('chk'), ctx.now)
      if (opened.outcome === 'unknown') throw new Refusal('not_found', 'There is no such invoice.')
      if (opened.outcome === 'already_paid') throw alreadyPaid()
      if (opened.outcome === 'charging') {
        throw new Refusal('already_paid', 'The saved card is being charged for this invoice. Look again in a moment.')
      }
      return opened
    },
    create: (checkoutId) => createSession(ctx, stripe, invoice, checkoutId, open),
    read: (sessionId) => stripe.readCheckout(sessionId),
    complete: async () => {
      const settled = await settleCheckout(ctx, stripe, org, invoiceId)
      if (settled.status === 'paid') throw alreadyPaid()
      throw new Refusal('already_paid', 'A payment of this invoice is being processed.')
    },
  })
}

/** A form that is open for another amount, because a part was paid since, is closed at Stripe first. */
const endOutdated = async (ctx: Ctx, stripe: StripeGateway, org: string, invoiceId: string, open: Minor) => {
  for (const checkout of await listCheckouts(ctx.db, org, invoiceId)) {
    if (checkout.status === 'open' && checkout.amount !== open) await closeCheckout(ctx, stripe, org, checkout)
  }
}

const createSession = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { orgId: org, invoiceId, number, currency, snapshot: { buyer, language } }: IssuedInvoice,
  checkoutId: string,
  open: Minor,
) => {
  const customerId = await customerOf(ctx, stripe, org, { name: buyer.name, email: buyer.email })
  return stripe.createPaymentCheckout({
    org,
    about: { invoice: invoiceId },
    checkoutId,
    customerId,
    name: number,
    amountMinor: open,
    currency,
    language,
  })
}
