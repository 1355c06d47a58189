import type { InvoiceSummary } from '@/db/queries/invoices'
import { balanceOf } from '@/lib/core/invoices/balance'
import { type Minor, minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import type { Day } from '@/lib/core/time/day'

export type InvoiceItem = {
  readonly id: string
  readonly number: string
  readonly month: string
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly total: string
  /** What is still to be paid. */
  readonly open: string
  readonly currency: string
  readonly status: InvoiceStatus
  /** Whether it is open and the saved card was not charged. */
  readonly declined: boolean
  readonly href: string
  readonly pdfHref: string
}

export type InvoiceStatus = 'open' | 'overdue' | 'paid'

/** How an invoice stands on a day: the due day itself is still in time. */
export const invoiceStatus = (paidOn: Day | null, dueOn: Day, today: Day): InvoiceStatus => {
  if (paidOn !== null) return 'paid'
  return dueOn < today ? 'overdue' : 'open'
}

export const invoiceHref = (org: string, invoiceId: string): string => `/o/${org}/invoices/${invoiceId}`
export const pdfHref = (org: string, invoiceId: string): string => `/api/orgs/${org}/invoices/${invoiceId}/pdf`

const read = (text: string): Minor => minor(parseDecimal(text, minorPlaces) ?? 0n)

/** What is still to be paid of an invoice, as decimal text. */
export const openText = ({ total, paid }: Pick<InvoiceSummary, 'total' | 'paid'>): string =>
  formatDecimal(balanceOf(read(total), read(paid)).open, minorPlaces)

/** A row of an invoice list, with where it leads. */
export const invoiceItem = (row: InvoiceSummary, today: Day): InvoiceItem => ({
  id: row.invoiceId,
  number: row.number,
  month: row.month,
  issuedOn: row.issuedOn,
  dueOn: row.dueOn,
  total: row.total,
  open: openText(row),
  currency: row.currency,
  status: invoiceStatus(row.paidOn, row.dueOn, today),
  declined: row.paidOn === null && row.declined,
  href: invoiceHref(row.org, row.invoiceId),
  pdfHref: pdfHref(row.org, row.invoiceId),
})

/** The status a filter asks for; anything unknown means all. */
export const readStatus = (text: string | undefined): InvoiceStatus | undefined =>
  text === 'open' || text === 'overdue' || text === 'paid' ? text : undefined
