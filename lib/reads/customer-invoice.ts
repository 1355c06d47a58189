import { findInvoiceCharge } from '@/db/queries/invoice-charges'
import { findInvoice, listInvoices, listPaymentReturns, listPayments, type PaymentRow } from '@/db/queries/invoices'
import type { Ctx } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import { type DisputeStanding, disputeStanding } from '@/lib/core/funding/dispute'
import { goingBackOf, type PaymentReturn, refundFailed } from '@/lib/core/funding/payment-return'
import { balanceOf, type Standing, surplusApplied } from '@/lib/core/invoices/balance'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { type Minor, minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { isRefused } from '@/lib/core/refusal'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'
import { Refusal } from '@/lib/platform/errors'
import { type ChargeItem, chargeItem } from './invoice-charge'
import { type InvoiceStatus, invoiceStatus, pdfHref } from './invoice-item'
import { type InvoicePayments, invoicePayments } from './invoice-payments'
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

const returnItem =
  (zone: string) =>
  ({ returnId, kind, amount, currency, status, begunAt }: PaymentReturn): PaymentReturnItem => ({
    returnId,
    amount: formatDecimal(amount, minorPlaces),
    currency,
    on: dayAt(begunAt, zone),
    state: kind === 'dispute' ? disputeStanding(status) : refundFailed.includes(status) ? 'refund_failed' : 'refunded',
  })

/** A surplus that was applied, seen from one of the two invoices. */
export type SurplusItem = {
  readonly payment: string
  readonly direction: 'out' | 'in'
  readonly amount: string
  readonly on: string
  /** The other invoice. */
  readonly number: string
  readonly invoiceId: string
}

export type OpenInvoice = {
  readonly invoiceId: string
  readonly number: string
  readonly open: string
  /** What of the surplus can be applied to it. */
  readonly most: string
}

const surplusItems = (payments: readonly PaymentRow[]): SurplusItem[] =>
  payments.flatMap(({ paymentId, amount, receivedOn, reference, otherInvoice, reversal }) =>
    otherInvoice === null || reversal !== null
      ? []
      : [
          {
            payment: paymentId,
            direction: amount < 0n ? 'out' : 'in',
            amount: formatDecimal(amount < 0n ? -amount : amount, minorPlaces),
            on: receivedOn,
            number: reference,
            invoiceId: otherInvoice,
          },
        ],
  )

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
    readonly via?: 'card' | 'bank' | 'credit' | 'surplus'
    readonly reference?: string
    /** What was received, what is still open, and what was paid beyond the total. */
    readonly paid: string
    readonly open: string
    readonly credit: string
    /** What of it went back, or is disputed. */
    readonly returns: readonly PaymentReturnItem[]
    /** What of it was applied to another invoice, or came from another that was paid beyond its total. */
    readonly surplus: readonly SurplusItem[]
    /** What became of the charge of the saved card; null if there was none. */
    readonly charge: ChargeItem | null
  }
  /** Whether there is something to pay by card that no saved card is being charged for, and this person may. */
  readonly payable: boolean
  readonly admin: boolean
  /** For administrators: every payment that was recorded. */
  readonly payments: InvoicePayments['payments']
  /** For administrators: the invoices to which a surplus can be applied. */
  readonly openInvoices: readonly OpenInvoice[]
  readonly issuedOn: string
}

/** An issued invoice as it was frozen, with how it stands today. */
export const customerInvoice = async (ctx: Ctx, slug: string, invoiceId: string): Promise<CustomerInvoice> => {
  const { name: orgName } = await orgOf(ctx, slug)
  const [invoice, payments, returns, found] = await Promise.all([
    findInvoice(ctx.db, slug, invoiceId),
    listPayments(ctx.db, slug, invoiceId),
    listPaymentReturns(ctx.db, slug, invoiceId),
    findInvoiceCharge(ctx.db, slug, invoiceId),
  ])
  if (!invoice) throw new Refusal('not_found', 'There is no such invoice.')
  const { number, snapshot, payBy, paidOn, paidVia, paidReference } = invoice
  const today = await sellerDay(ctx)
  const balance = balanceOf(invoice.total, invoice.paidAmount, goingBackOf(returns))
  const charge = chargeItem(found, snapshot.zone)
  const mayPay = payBy === 'card' && permit(ctx.actor, 'org:pay', slug) === 'yes'
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
      surplus: surplusItems(payments),
      charge,
    },
    payments: admin ? (await invoicePayments(ctx, slug, invoiceId)).payments : [],
    openInvoices:
      admin && balance.credit > 0n
        ? await openInvoices(ctx, slug, { currency: invoice.currency, ...balance }, today)
        : [],
    issuedOn: invoice.issuedOn,
    payable: mayPay && paidOn === null && charge?.state !== 'under_way',
    admin,
  }
}

/** The most open invoices that a surplus is offered to: those due first. */
const mostOpen = 50

const openInvoices = async (ctx: Ctx, org: string, from: Standing, today: Day): Promise<OpenInvoice[]> => {
  const found = await Promise.all(
    (['overdue', 'open'] as const).map((status) => listInvoices(ctx.db, { org, status, today })),
  )
  const minorOf = (text: string): Minor => minor(parseDecimal(text, minorPlaces) ?? 0n)
  return found
    .flat()
    .sort((a, b) => (`${a.dueOn} ${a.number}` < `${b.dueOn} ${b.number}` ? -1 : 1))
    .flatMap(({ invoiceId, number, total, paid, currency }) => {
      const balance = balanceOf(minorOf(total), minorOf(paid))
      const most = surplusApplied(from, { ...balance, currency })
      const text = (amount: Minor): string => formatDecimal(amount, minorPlaces)
      return isRefused(most) ? [] : [{ invoiceId, number, open: text(balance.open), most: text(most) }]
    })
    .slice(0, mostOpen)
}
