import type { Db } from '@/db/client'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { call } from './call'
import { json, only } from './json'

export type InvoiceWrite = {
  readonly invoiceId: string
  readonly series: 'invoice'
  /** Printed before the number: empty for invoices. */
  readonly prefix: string
  readonly issuedAt: string
  readonly issuedBy: string
  readonly snapshot: InvoiceSnapshot
  /** The canonical JSON of the snapshot, and its SHA-256 as hex. */
  readonly text: string
  readonly sha256: string
  readonly audit: unknown
}

export type IssueAnswer =
  | { readonly outcome: 'issued' | 'repeated'; readonly invoiceId: string; readonly number: string }
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'unknown_org' }

type Row = { outcome: IssueAnswer['outcome']; invoice_id: string | null; number: string | null }

const header = ({ invoiceId, series, prefix, issuedAt, issuedBy, snapshot, text, sha256 }: InvoiceWrite) => ({
  invoice_id: invoiceId,
  series,
  prefix,
  month_on: snapshot.period.start,
  issued_at: issuedAt,
  issued_on: snapshot.issuedOn,
  due_on: snapshot.dueOn,
  issued_by: issuedBy,
  pay_by: snapshot.payBy,
  currency: snapshot.currency,
  net: snapshot.net,
  tax: snapshot.tax,
  total: snapshot.total,
  sequence: snapshot.inputs.sequence,
  terms_version: snapshot.inputs.termsVersion ?? null,
  snapshot: text,
  snapshot_sha256: sha256,
})

const lines = (snapshot: InvoiceSnapshot) =>
  snapshot.lines.map(({ unitPrice, taxRate, ...line }) => ({ ...line, unit_price: unitPrice, tax_rate: taxRate }))

/** Issues one invoice and draws its number. Asking again for the same org and month answers the invoice that is there. */
export const issueInvoice = (db: Db, write: InvoiceWrite): Promise<IssueAnswer> =>
  call(async () => {
    const sql = db.$client
    const { org, inputs } = write.snapshot
    const rows = await sql<Row[]>`
      select outcome, invoice_id, number from issue_invoice(${org}, ${json(sql, header(write))},
        ${json(sql, lines(write.snapshot))}, ${inputs.since}, ${json(sql, write.audit)})`
    const row = only(rows)
    if (row.outcome === 'stale') return { outcome: 'stale' }
    if (row.outcome === 'unknown_org' || row.invoice_id === null || row.number === null)
      return { outcome: 'unknown_org' }
    return { outcome: row.outcome, invoiceId: row.invoice_id, number: row.number }
  })
