import { findInvoice, listPaymentReturns, listPayments, type PaymentRow } from '@/db/queries/invoices'
import { type Ctx, requirePermission } from '@/lib/context'
import { goingBackOf } from '@/lib/core/funding/payment-return'
import { balanceOf } from '@/lib/core/invoices/balance'
import { type Minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { Refusal } from '@/lib/platform/errors'
import { invoiceStatus } from './invoice-item'
import { sellerDay } from './seller-day'

const text = (amount: Minor): string => formatDecimal(amount, minorPlaces)

const kinds = { invoice: 'payment', surplus: 'payment', return: 'return', other_invoice: 'applied' } as const

const itemOf = ({
  paymentId,
  via,
  appliedTo,
  amount,
  receivedOn,
  reference,
  recordedBy,
  reversal,
  ...row
}: PaymentRow) =>
  ({
    payment: paymentId,
    via,
    kind: kinds[appliedTo],
    amount: text((kinds[appliedTo] === 'payment' ? amount : -amount) as Minor),
    on: receivedOn,
    reference,
    otherInvoice: row.otherInvoice,
    recordedBy,
    undone: reversal && {
      reason: reversal.reason,
      at: reversal.reversedAt.toString(),
      by: reversal.reversedBy,
    },
  }) as const

/** What was received for an invoice, what is open of it, and what is the customer's credit (I10). */
export const invoicePayments = async (ctx: Ctx, org: string, invoiceId: string) => {
  requirePermission(ctx, 'platform:admin')
  const invoice = await findInvoice(ctx.db, org, invoiceId)
  if (!invoice) throw new Refusal('not_found', 'There is no such invoice.')
  const [payments, returns] = await Promise.all([
    listPayments(ctx.db, org, invoiceId),
    listPaymentReturns(ctx.db, org, invoiceId),
  ])
  const { number, total, paidAmount, currency, paidOn, dueOn } = invoice
  const { open, credit } = balanceOf(total, paidAmount, goingBackOf(returns))
  return {
    org,
    invoice: invoiceId,
    number,
    status: invoiceStatus(paidOn, dueOn, await sellerDay(ctx)),
    currency,
    total: text(total),
    paid: text(paidAmount),
    open: text(open),
    credit: text(credit),
    payments: payments.map(itemOf),
  }
}

export type InvoicePayments = Awaited<ReturnType<typeof invoicePayments>>
