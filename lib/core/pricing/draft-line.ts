import type { SnapshotLine, TaxTreatment } from '@/lib/core/invoices/snapshot'
import type { Minor } from '@/lib/core/money/amount'

/** A line of an invoice before it has a place on it: amounts still are numbers to compute with. */
export type DraftLine = Omit<SnapshotLine, 'position' | 'amount' | 'treatment'> & {
  readonly amount: Minor
  readonly treatment: TaxTreatment
  /** The price book of a fee or a skill; empty if the line's rows name theirs. */
  readonly book: string
}
