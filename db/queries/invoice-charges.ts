import { and, eq } from 'drizzle-orm'
import type { Fragment } from 'postgres'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readRow } from '@/db/read-row'
import { invoiceCharges } from '@/db/schema/index'
import type { DueWork } from './backlogs'
import { lookUp } from './look-up'
import { dueSince, isDue } from './retries'

export type InvoiceCharge = typeof invoiceCharges.$inferSelect

/** The charge of an invoice's saved card; null if there was no card when it was issued. */
export const findInvoiceCharge = (db: Db, org: string, invoiceId: string): Promise<InvoiceCharge | null> =>
  lookUp(async () => {
    const [row] = await db
      .select()
      .from(invoiceCharges)
      .where(and(eq(invoiceCharges.orgId, org), eq(invoiceCharges.invoiceId, invoiceId)))
    return row ?? null
  })

/** Charges that are under way and due. */
const openRows = (sql: Db['$client'], now: Temporal.Instant): Fragment => sql`
        from invoice_charges c
       where c.settled_at is null and ${isDue(sql, 'invoice_charge', sql`c.org_id`, sql`c.invoice_id`, now)}`

export const openInvoiceCharges: DueWork = (sql, now) => sql`select c.begun_at as since ${openRows(sql, now)}`

/** Charges that are under way and due; what waited longest first. */
export const listOpenInvoiceCharges = (db: Db, now: Temporal.Instant, most = 100): Promise<InvoiceCharge[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<Record<string, unknown>[]>`
      select c.* ${openRows(sql, now)}
       order by ${dueSince(sql, 'invoice_charge', sql`c.org_id`, sql`c.invoice_id`, sql`c.begun_at`)}, c.invoice_id
       limit ${most}`
    return rows.map((row) => readRow(invoiceCharges, row))
  })
