import type { InvoiceStatus } from './invoice-status'

/** One invoice as a list shows it. */
export type InvoiceItem = {
  readonly id: string
  readonly number: string
  /** `YYYY-MM`. */
  readonly month: string
  /** `YYYY-MM-DD`. */
  readonly issuedOn: string
  readonly dueOn: string
  /** Decimal text. */
  readonly total: string
  /** What is still to be paid, decimal text. */
  readonly open: string
  readonly currency: string
  readonly status: InvoiceStatus
  /** Whether it is open and the saved card was not charged. */
  readonly declined?: boolean
  /** The page of this invoice. */
  readonly href: string
  /** Where its PDF is fetched. */
  readonly pdfHref: string
}
