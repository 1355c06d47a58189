import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import type { DocumentKind, StoredDocument } from '@/db/commands/store-invoice-document'
import {
  invoiceCharges,
  invoiceDocuments,
  invoices,
  orgs,
  paymentReturns,
  paymentReversals,
  payments,
} from '@/db/schema/index'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import type { Day, Month } from '@/lib/core/time/day'
import { lookUp } from './look-up'

export type InvoiceRow = typeof invoices.$inferSelect

export type IssuedInvoice = Omit<InvoiceRow, 'snapshot'> & { readonly text: string; readonly snapshot: InvoiceSnapshot }

const issuedOf = ({ snapshot, ...row }: InvoiceRow): IssuedInvoice => ({
  ...row,
  text: snapshot,
  snapshot: JSON.parse(snapshot) as InvoiceSnapshot,
})

export const findInvoice = (db: Db, org: string, invoiceId: string): Promise<IssuedInvoice | null> =>
  lookUp(async () => {
    const [row] = await db
      .select()
      .from(invoices)
      .where(and(eq(invoices.orgId, org), eq(invoices.invoiceId, invoiceId)))
    return row ? issuedOf(row) : null
  })

export const findInvoiceOfMonth = (db: Db, org: string, month: Month): Promise<IssuedInvoice | null> =>
  lookUp(async () => {
    const [row] = await db
      .select()
      .from(invoices)
      .where(and(eq(invoices.orgId, org), eq(invoices.series, 'invoice'), eq(invoices.monthOn, `${month}-01`)))
    return row ? issuedOf(row) : null
  })

export type InvoiceFilter = {
  readonly org?: string
  readonly month?: Month
  readonly status?: 'open' | 'overdue' | 'paid'
  /** For the difference between open and overdue. */
  readonly today: Day
}

export type InvoiceSummary = {
  readonly org: string
  readonly orgName: string
  readonly invoiceId: string
  readonly number: string
  readonly month: Month
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly payBy: 'card' | 'invoice'
  readonly currency: string
  readonly net: string
  readonly tax: string
  readonly total: string
  readonly paidOn: Day | null
  /** What was received of it, decimal text. */
  readonly paid: string
  /** Whether the saved card was not charged for it. */
  readonly declined: boolean
}

const conditions = ({ org, month, status, today }: InvoiceFilter): SQL[] => [
  ...(org ? [eq(invoices.orgId, org)] : []),
  ...(month ? [eq(invoices.monthOn, `${month}-01`)] : []),
  ...(status === 'paid' ? [sql`${invoices.paidAt} is not null`] : []),
  ...(status === 'open' ? [sql`${invoices.paidAt} is null and ${invoices.dueOn} >= ${today}`] : []),
  ...(status === 'overdue' ? [sql`${invoices.paidAt} is null and ${invoices.dueOn} < ${today}`] : []),
]

/** Issued invoices, newest first; at most `most`, after the first `skip`. */
export const listInvoices = (db: Db, filter: InvoiceFilter, most = 500, skip = 0): Promise<InvoiceSummary[]> =>
  lookUp(() =>
    db
      .select({
        org: invoices.orgId,
        orgName: orgs.name,
        invoiceId: invoices.invoiceId,
        number: invoices.number,
        month: sql<string>`to_char(${invoices.monthOn}, 'YYYY-MM')`,
        issuedOn: invoices.issuedOn,
        dueOn: invoices.dueOn,
        payBy: invoices.payBy,
        currency: invoices.currency,
        net: sql<string>`${invoices.net}::text`,
        tax: sql<string>`${invoices.tax}::text`,
        total: sql<string>`${invoices.total}::text`,
        paidOn: invoices.paidOn,
        paid: sql<string>`${invoices.paidAmount}::text`,
        declined: sql<boolean>`exists (select from ${invoiceCharges} c where c.org_id = ${invoices.orgId}
          and c.invoice_id = ${invoices.invoiceId} and c.outcome = 'failed')`,
      })
      .from(invoices)
      .innerJoin(orgs, eq(orgs.orgId, invoices.orgId))
      .where(and(...conditions(filter)))
      .orderBy(desc(invoices.issuedOn), desc(invoices.issuedAt), desc(invoices.number))
      .limit(most)
      .offset(skip),
  )

export const findInvoiceDocument = (
  db: Db,
  org: string,
  invoiceId: string,
  kind: DocumentKind,
): Promise<StoredDocument | null> =>
  lookUp(async () => {
    const [row] = await db
      .select({ content: invoiceDocuments.content, sha256: invoiceDocuments.sha256 })
      .from(invoiceDocuments)
      .where(
        and(
          eq(invoiceDocuments.orgId, org),
          eq(invoiceDocuments.invoiceId, invoiceId),
          eq(invoiceDocuments.kind, kind),
        ),
      )
    return row ?? null
  })

export type PaymentRow = typeof payments.$inferSelect & {
  /** Set where it was recorded by mistake. */
  readonly reversal: typeof paymentReversals.$inferSelect | null
  /** Of a surplus that was applied to another invoice: that invoice. */
  readonly otherInvoice: string | null
}

const counterparts = alias(payments, 'counterparts')

/** What was recorded of an invoice's payments, in the order in which it was, undone ones included. */
export const listPayments = (db: Db, org: string, invoiceId: string): Promise<PaymentRow[]> =>
  lookUp(async () => {
    const rows = await db
      .select({ payment: payments, reversal: paymentReversals, otherInvoice: counterparts.invoiceId })
      .from(payments)
      .leftJoin(
        counterparts,
        and(eq(counterparts.orgId, payments.orgId), eq(counterparts.paymentId, payments.counterpartId)),
      )
      .leftJoin(
        paymentReversals,
        and(eq(paymentReversals.orgId, payments.orgId), eq(paymentReversals.paymentId, payments.paymentId)),
      )
      .where(and(eq(payments.orgId, org), eq(payments.invoiceId, invoiceId)))
      .orderBy(payments.paymentId)
    return rows.map(({ payment, ...more }) => ({ ...payment, ...more }))
  })

/** The first day of an org that no invoice of a month covers; null if it has no invoice. */
export const firstUninvoicedDay = (db: Db, org: string): Promise<Day | null> =>
  lookUp(async () => {
    const [row] = await db.$client<{ day: Day | null }[]>`
      select (max(month_on) + interval '1 month')::date::text as day from invoices
       where org_id = ${org} and series = 'invoice'`
    return row?.day ?? null
  })

/** What an org paid by card for invoices. */
export const listCardPayments = (db: Db, org: string): Promise<(typeof payments.$inferSelect)[]> =>
  lookUp(() =>
    db
      .select()
      .from(payments)
      .where(and(eq(payments.orgId, org), eq(payments.via, 'card'))),
  )

/** What of an invoice's payments went back, or is held back, the first one first. */
export const listPaymentReturns = (
  db: Db,
  org: string,
  invoiceId: string,
): Promise<(typeof paymentReturns.$inferSelect)[]> =>
  lookUp(() =>
    db
      .select()
      .from(paymentReturns)
      .where(and(eq(paymentReturns.orgId, org), eq(paymentReturns.invoiceId, invoiceId)))
      .orderBy(paymentReturns.begunAt, paymentReturns.returnId),
  )
