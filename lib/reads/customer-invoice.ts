import { findInvoice, listPaymentReturns } from '@/db/queries/invoices'
import type { Ctx } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import { type DisputeStanding, disputeStanding } from '@/lib/core/funding/dispute'
import type { PaymentReturn } from '@/lib/core/funding/payment-return'
import { balanceOf } from '@/lib/core/invoices/balance'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { dayAt } from '@/lib/core/time/billing-day'
import { Refusal } from '@/lib/platform/errors'
import { type InvoiceStatus, invoiceStatus, pdfHref } from './invoice-item'
import { type InvoicePayments, invoicePayments, refundedOf } from './invoice-payments'
import { orgOf } from './org-of'
import { sellerDay } from './seller-day'

/** Money of a payment that went back, or is held back. */
export type PaymentReturnItem = {
  readonly returnId: string
  readonly amount: string
  readonly currency: string
  readonly on: string
  /** A refund that failed, and a dispute that was won, took nothing. */
  readonly state: 'refunded' | 'refund_failed' | DisputeStanding
}

const refundFailed: readonly string[] = ['failed', 'canceled']

const returnItem =
  (zone: string) =>
  ({ returnId, kind, amount, currency, status, begunAt }: PaymentReturn): PaymentReturnItem => ({
    returnId,
    amount: formatDecimal(amount, minorPlaces),
    currency,
    on: dayAt(begunAt, zone),
    state: kind === 'dispute' ? disputeStanding(status) : refundFailed.includes(status) ? 'refund_failed' : 'refunded',
  })

export type CustomerInvoice = {
  readonly orgName: string
  readonly invoiceId: string
  readonly number: string
  readonly snapshot: InvoiceSnapshot
  readonly pdfHref: string
  readonly today: string
  readonly payment: {
    readonly status: InvoiceStatus
    readonly paidOn?: string
    readonly via?: 'card' | 'bank' | 'credit'
    readonly reference?: string
    /** What was received, what is still open, and what was paid beyond the total. */
    readonly paid: string
    readonly open: string
    readonly credit: string
    /** What of it went back, or is disputed. */
    readonly returns: readonly PaymentReturnItem[]
  }
  /** Whether there is something to pay by card, and this person may. */
  readonly payable: boolean
  readonly admin: boolean
  /** For administrators: every payment that was recorded. */
  readonly payments: InvoicePayments['payments']
  readonly issuedOn: string
}

/** An issued invoice as it was frozen, with how it stands today. */
export const customerInvoice = async (ctx: Ctx, slug: string, invoiceId: string): Promise<CustomerInvoice> => {
  const { name: orgName } = await orgOf(ctx, slug)
  const [invoice, returns] = await Promise.all([
    findInvoice(ctx.db, slug, invoiceId),
    listPaymentReturns(ctx.db, slug, invoiceId),
  ])
  if (!invoice) throw new Refusal('not_found', 'There is no such invoice.')
  const { number, snapshot, payBy, paidOn, paidVia, paidReference } = invoice
  const today = await sellerDay(ctx)
  const balance = balanceOf(invoice.total, invoice.paidAmount, refundedOf(returns))
  const admin = permit(ctx.actor, 'platform:admin') === 'yes'
  return {
    orgName,
    invoiceId,
    number,
    snapshot,
    pdfHref: pdfHref(slug, invoiceId),
    today,
    payment: {
      status: invoiceStatus(paidOn, invoice.dueOn, today),
      ...(paidOn === null ? {} : { paidOn }),
      ...(paidVia === null ? {} : { via: paidVia }),
      ...(paidReference === null ? {} : { reference: paidReference }),
      paid: formatDecimal(invoice.paidAmount, minorPlaces),
      open: formatDecimal(balance.open, minorPlaces),
      credit: formatDecimal(balance.credit, minorPlaces),
      returns: returns.map(returnItem(snapshot.zone)),
    },
    payments: admin ? (await invoicePayments(ctx, slug, invoiceId)).payments : [],
    issuedOn: invoice.issuedOn,
    payable: payBy === 'card' && paidOn === null && permit(ctx.actor, 'org:pay', slug) === 'yes',
    admin,
  }
}
