import { recordPayment } from '@/db/commands/record-payment'
import { listCheckouts } from '@/db/queries/checkouts'
import { findInvoice, type IssuedInvoice, listPayments } from '@/db/queries/invoices'
import { findSellerZone } from '@/db/queries/platform'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { balanceOf, checkPaymentAmount, checkPaymentDay } from '@/lib/core/invoices/balance'
import { type Minor, minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { isRefused } from '@/lib/core/refusal'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'
import { accept, Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { closeCheckout } from './close-checkout'

export type BankPayment = {
  /** What arrived; what is open where nothing is said. */
  readonly amount?: Minor | undefined
  readonly paidOn: Day
  /** What the bank statement says. The same amount on the same day under the same reference is one payment. */
  readonly reference: string
  /** `return`: what was paid beyond the total was sent back. */
  readonly kind?: 'payment' | 'return'
  /** Whether money for an invoice that is paid already is recorded, as the customer's credit, or refused. */
  readonly beyond?: boolean
}

export type MarkedPaid = {
  readonly number: string
  readonly outcome: 'paid' | 'part' | 'surplus' | 'returned' | 'repeated'
}

/**
 * An admin notes what came in for an invoice by bank: all of it, a part, or more (I10). An open card form is closed at
 * Stripe afterwards, so that nothing is paid twice; a payment that still slips through is recorded as owed back.
 */
export const markInvoicePaid = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  invoiceId: string,
  payment: BankPayment,
): Promise<MarkedPaid> => {
  requirePermission(ctx, 'platform:admin')
  const invoice = await findInvoice(ctx.db, org, invoiceId)
  if (!invoice) throw new Refusal('not_found', 'There is no such invoice.')
  const { paidOn, reference, kind = 'payment' } = payment
  const day = checkPaymentDay(paidOn, invoice.issuedOn, dayAt(ctx.now, await findSellerZone(ctx.db)))
  if (isRefused(day)) accept(day)
  const amount = (await amountBefore(ctx, invoice, payment)) ?? amountOf(invoice, payment)
  const shown = formatDecimal(amount, minorPlaces)
  const after = { paidOn, reference, amount: shown, ...(kind === 'return' ? { kind } : {}) }
  const outcome = await recordPayment(ctx.db, {
    org,
    invoiceId,
    paymentId: newId('pay'),
    via: 'bank',
    reference,
    amount,
    currency: invoice.currency,
    receivedAt: ctx.now,
    receivedOn: paidOn,
    by: actorName(ctx.actor),
    acceptSurplus: payment.beyond ?? false,
    checkoutId: null,
    event: null,
    audit: auditEntry(ctx, kind === 'return' ? 'invoice.return' : 'invoice.mark_paid', {
      org,
      subject: invoiceId,
      after,
    }),
  })
  if (outcome === 'unknown') throw new Refusal('not_found', 'There is no such invoice.')
  if (outcome === 'already_paid') throw new Refusal('already_paid', `${invoice.number} is paid already.`)
  if (outcome === 'too_much') {
    throw new Refusal('invalid_request', 'This is more than was paid beyond the total.', { field: 'amount' })
  }
  for (const checkout of await listCheckouts(ctx.db, org, invoiceId)) {
    if (checkout.status === 'open') await closeCheckout(ctx, stripe, org, checkout)
  }
  return { number: invoice.number, outcome }
}

/** Where no amount is said: what the same transfer was recorded with before, so that the same again is a repeat. */
const amountBefore = async (
  ctx: Ctx,
  { orgId, invoiceId }: IssuedInvoice,
  { amount, paidOn, reference, kind = 'payment' }: BankPayment,
): Promise<Minor | null> => {
  if (amount !== undefined) return null
  const same = (await listPayments(ctx.db, orgId, invoiceId)).find(
    (each) =>
      each.via === 'bank' &&
      each.reversal === null &&
      each.reference === reference &&
      each.receivedOn === paidOn &&
      (each.appliedTo === 'return') === (kind === 'return'),
  )
  return same?.amount ?? null
}

const amountOf = ({ total, paidAmount }: IssuedInvoice, { amount, kind = 'payment' }: BankPayment): Minor => {
  const { open, credit } = balanceOf(total, paidAmount)
  const said = amount ?? (kind === 'return' ? credit : total <= 0n ? total : open > 0n ? open : total)
  const refusal = checkPaymentAmount(said, total)
  if (isRefused(refusal)) accept(refusal)
  return kind === 'return' ? minor(-said) : said
}
