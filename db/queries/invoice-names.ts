import type { Db } from '@/db/client'
import type { Day } from '@/lib/core/time/day'
import { lookUp } from './look-up'

export type InvoiceName = {
  readonly org: string
  readonly invoiceId: string
  readonly number: string
  readonly issuedOn: Day
}

/** Those of these invoices that are there, by number. */
export const listInvoiceNames = (
  db: Db,
  asked: readonly { readonly org: string; readonly invoiceId: string }[],
): Promise<InvoiceName[]> =>
  lookUp(async () => [
    ...(await db.$client<InvoiceName[]>`
      select i.org_id as org, i.invoice_id as "invoiceId", i.number, i.issued_on::text as "issuedOn"
        from unnest(${asked.map(({ org }) => org)}::text[], ${asked.map(({ invoiceId }) => invoiceId)}::text[])
          as a (org_id, invoice_id)
        join invoices i using (org_id, invoice_id)
       order by i.number`),
  ])

/** Issued invoices after one of them, of all organizations or of one, in the order of their keys. */
export const listIssuedAfter = (
  db: Db,
  after: { readonly org: string; readonly invoiceId: string } | null,
  most: number,
  only?: string,
): Promise<InvoiceName[]> =>
  lookUp(async () => {
    const sql = db.$client
    return [
      ...(await sql<InvoiceName[]>`
        select i.org_id as org, i.invoice_id as "invoiceId", i.number, i.issued_on::text as "issuedOn"
          from invoices i
         where ${only === undefined ? sql`true` : sql`i.org_id = ${only}`}
           and ${after === null ? sql`true` : sql`(i.org_id, i.invoice_id) > (${after.org}, ${after.invoiceId})`}
         order by i.org_id, i.invoice_id limit ${most}`),
    ]
  })
