import type { SnapshotLine } from '@/lib/core/invoices/snapshot'
import type { Minor } from '@/lib/core/money/amount'

/** A line of an invoice before it has a place on it: amounts still are numbers to reckon with. */
export type DraftLine = Omit<SnapshotLine, 'position' | 'amount'> & { readonly amount: Minor }
