import type { LineKind } from '@/lib/core/invoices/snapshot'
import { type Minor, minor } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'
import { netPart, returnedParts } from './returned'
import type { Booking } from './revenue'
import { streamOfLine } from './streams'

type Booked = { readonly month: Month; readonly currency: string }
type BookedLine = { readonly kind: LineKind; readonly amount: Minor }

/** What one payment was, with and without tax, and what of it went back, in the order in which it did. */
export type ReturnedPayment = {
  readonly currency: string
  readonly gross: Minor
  readonly net: Minor
  readonly returns: readonly { readonly month: Month; readonly amount: Minor }[]
}

/** What the portal recorded of money earned. Amounts are without tax unless said otherwise. */
export type RecordedRevenue = {
  /** Lines of issued invoices, in the month that they bill. */
  readonly lines: readonly (Booked & BookedLine)[]
  /** Credit that was paid, in the month in which it was. */
  readonly credit: readonly (Booked & { readonly amount: Minor })[]
  /** Payments of subscriptions that are alike, with tax, and how many there were. */
  readonly plans: readonly (Booked & {
    readonly paid: Minor
    /** Of the invoice that was paid, and the tax in it. */
    readonly total: Minor
    readonly tax: Minor
    readonly count: bigint
  })[]
  readonly returnedCredit: readonly ReturnedPayment[]
  readonly returnedPlans: readonly ReturnedPayment[]
  /** With the lines of the invoice that was paid. */
  readonly returnedInvoices: readonly (ReturnedPayment & { readonly lines: readonly BookedLine[] })[]
}

/**
 * What counts as revenue, and when; always without tax.
 * - An issued invoice counts line by line, in the month that it bills, paid or not: what is owed is earned.
 * - Credit counts when it is paid, also where it is used later; usage that it pays for is taken off invoices again.
 * - A plan or tier counts by what was charged for it, in the month of the payment, a year at once.
 * - A refund that came through counts against what its payment was for, in the month in which it was made. What was paid
 *   twice and went back was never earned, and takes nothing off. Money that a dispute holds back is not a refund.
 */
export const bookingsOf = (recorded: RecordedRevenue): readonly Booking[] => [
  ...recorded.lines.map(({ kind, ...rest }): Booking => ({ ...rest, stream: streamOfLine(kind) })),
  ...recorded.credit.map((rest): Booking => ({ ...rest, stream: 'credit' })),
  ...recorded.plans.map(({ month, currency, paid, total, tax, count }): Booking => {
    const net = netPart(paid, { net: minor(total - tax), gross: total })
    return { month, currency, stream: 'plans', amount: minor(net * count) }
  }),
  ...recorded.returnedCredit.flatMap((payment) => returnsOf(payment, [{ key: 'credit', net: payment.net }])),
  ...recorded.returnedPlans.flatMap((payment) => returnsOf(payment, [{ key: 'plans', net: payment.net }])),
  ...recorded.returnedInvoices.flatMap(({ lines, ...payment }) =>
    returnsOf(
      payment,
      lines.map(({ kind, amount }) => ({ key: streamOfLine(kind), net: amount })),
    ),
  ),
]

const returnsOf = (
  { currency, gross, returns }: ReturnedPayment,
  shares: Parameters<typeof returnedParts<Booking['stream']>>[1],
): Booking[] =>
  returnedParts(
    gross,
    shares,
    returns.map(({ amount }) => amount),
  ).flatMap((parts, place) =>
    parts.map(({ key, net }) => ({
      month: returns[place]?.month ?? '',
      currency,
      stream: key,
      amount: minor(-net),
    })),
  )
