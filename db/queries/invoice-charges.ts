import { and, eq, isNull } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { invoiceCharges } from '@/db/schema/index'
import { lookUp } from './look-up'
import { dueOf, dueSinceOf } from './retries'

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

/** Charges that are under way and due; what waited longest first. */
export const listOpenInvoiceCharges = (db: Db, now: Temporal.Instant, most = 100): Promise<InvoiceCharge[]> =>
  lookUp(() =>
    db
      .select()
      .from(invoiceCharges)
      .where(
        and(
          isNull(invoiceCharges.settledAt),
          dueOf('invoice_charge', invoiceCharges.orgId, invoiceCharges.invoiceId, now),
        ),
      )
      .orderBy(
        dueSinceOf('invoice_charge', invoiceCharges.orgId, invoiceCharges.invoiceId, invoiceCharges.begunAt),
        invoiceCharges.invoiceId,
      )
      .limit(most),
  )
