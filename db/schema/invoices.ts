import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core'
import { bytes, day, instant, minorAmount, percent, picoAmount, quantity } from '@/db/columns'
import { orgs } from './orgs'

/** The last number drawn of each series and year. Drawn inside the transaction that issues, never from a sequence. */
export const invoiceNumberCounters = pgTable(
  'invoice_number_counters',
  {
    series: text('series').notNull(),
    year: integer('year').notNull(),
    last: integer('last').notNull(),
  },
  (t) => [primaryKey({ columns: [t.series, t.year] })],
)

/** Every number ever drawn and the invoice it went to: uniqueness over all orgs, and the proof of no gap. */
export const issuedNumbers = pgTable(
  'issued_numbers',
  {
    series: text('series').notNull(),
    year: integer('year').notNull(),
    number: integer('number').notNull(),
    orgId: text('org_id').notNull(),
    invoiceId: text('invoice_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.series, t.year, t.number] })],
)

/**
 * Issued invoices. A row never changes but for the `paid_*` columns; the grants of the app's role see to it. The
 * snapshot is canonical JSON text, its hash is over exactly those bytes.
 */
export const invoices = pgTable(
  'invoices',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    invoiceId: text('invoice_id').notNull(),
    series: text('series').notNull(),
    number: text('number').notNull(),
    monthOn: day('month_on').notNull(),
    issuedAt: instant('issued_at').notNull(),
    issuedOn: day('issued_on').notNull(),
    dueOn: day('due_on').notNull(),
    issuedBy: text('issued_by').notNull(),
    payBy: text('pay_by', { enum: ['card', 'invoice'] }).notNull(),
    currency: text('currency', { enum: ['CHF', 'EUR', 'USD'] }).notNull(),
    net: minorAmount('net').notNull(),
    tax: minorAmount('tax').notNull(),
    total: minorAmount('total').notNull(),
    sequence: bigint('sequence', { mode: 'bigint' }).notNull(),
    snapshot: text('snapshot').notNull(),
    snapshotSha256: text('snapshot_sha256').notNull(),
    /** What was received and not taken back: a projection of the payments, as are the columns that follow. */
    paidAmount: minorAmount('paid_amount').notNull().default(sql`0`),
    /** Set while the payments cover the total: by the payment that did. */
    paidAt: instant('paid_at'),
    paidOn: day('paid_on'),
    /** `credit` if open credit took off all of it. */
    paidVia: text('paid_via', { enum: ['card', 'bank', 'credit', 'surplus'] }),
    paidReference: text('paid_reference'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.invoiceId] }),
    unique('invoices_one_per_month').on(t.orgId, t.series, t.monthOn),
    unique('invoices_number').on(t.orgId, t.number),
    /** In the order in which they are listed: all of them, those that are open, and those of a month. */
    index('invoices_by_issue').on(t.issuedOn, t.issuedAt, t.number),
    index('invoices_open').on(t.issuedOn, t.issuedAt, t.number).where(sql`paid_at is null`),
    index('invoices_overdue').on(t.dueOn).where(sql`paid_at is null`),
    index('invoices_by_month').on(t.monthOn, t.issuedOn, t.issuedAt, t.number),
    check('invoices_total_is_net_and_tax', sql`${t.total} = ${t.net} + ${t.tax}`),
    check('invoices_month_starts', sql`extract(day from ${t.monthOn}) = 1`),
    check('invoices_paid_whole', sql`num_nulls(${t.paidAt}, ${t.paidOn}, ${t.paidVia}, ${t.paidReference}) in (0, 4)`),
  ],
)

/** The lines of issued invoices, for queries; the snapshot is the document. Append-only. */
export const invoiceLines = pgTable(
  'invoice_lines',
  {
    orgId: text('org_id').notNull(),
    invoiceId: text('invoice_id').notNull(),
    position: integer('position').notNull(),
    kind: text('kind').notNull(),
    subject: text('subject').notNull(),
    detail: text('detail').notNull(),
    quantity: quantity('quantity').notNull(),
    unit: text('unit').notNull(),
    unitPrice: picoAmount('unit_price').notNull(),
    amount: minorAmount('amount').notNull(),
    taxRate: percent('tax_rate').notNull(),
    explain: jsonb('explain').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.invoiceId, t.position] }),
    /** Whether anybody was ever billed for a meter, or for a skill. */
    index('invoice_lines_meters').on(t.subject).where(sql`kind = 'usage'`),
    index('invoice_lines_skills').on(t.detail).where(sql`kind = 'skill'`),
    foreignKey({ columns: [t.orgId, t.invoiceId], foreignColumns: [invoices.orgId, invoices.invoiceId] }),
  ],
)

/** The bytes a customer gets, stored once: the first rendering wins and stays. Append-only. */
export const invoiceDocuments = pgTable(
  'invoice_documents',
  {
    orgId: text('org_id').notNull(),
    invoiceId: text('invoice_id').notNull(),
    /** `pdf` is the invoice, the others are its reminders. */
    kind: text('kind', { enum: ['pdf', 'reminder_1', 'reminder_2', 'reminder_3'] }).notNull(),
    content: bytes('content').notNull(),
    sha256: text('sha256').notNull(),
    renderedAt: instant('rendered_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.invoiceId, t.kind] }),
    foreignKey({ columns: [t.orgId, t.invoiceId], foreignColumns: [invoices.orgId, invoices.invoiceId] }),
  ],
)

/** Documents that did not say what their invoice says, as they were until the schema's owner replaced them. Append-only. */
export const replacedDocuments = pgTable(
  'replaced_documents',
  {
    orgId: text('org_id').notNull(),
    invoiceId: text('invoice_id').notNull(),
    kind: text('kind', { enum: ['pdf'] }).notNull(),
    replacedAt: instant('replaced_at').notNull(),
    content: bytes('content').notNull(),
    sha256: text('sha256').notNull(),
    renderedAt: instant('rendered_at').notNull(),
    /** What was wrong, in words. */
    difference: text('difference').notNull(),
    /** Of the bytes that took its place. */
    replacementSha256: text('replacement_sha256').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.invoiceId, t.kind, t.replacedAt] }),
    foreignKey({ columns: [t.orgId, t.invoiceId], foreignColumns: [invoices.orgId, invoices.invoiceId] }),
  ],
)

/** Reminders sent, one per level. Append-only. */
export const invoiceReminders = pgTable(
  'invoice_reminders',
  {
    orgId: text('org_id').notNull(),
    invoiceId: text('invoice_id').notNull(),
    level: integer('level').notNull(),
    fee: minorAmount('fee').notNull(),
    sentAt: instant('sent_at').notNull(),
    /** The day of the seller on which it was sent; its document is dated by it. */
    sentOn: day('sent_on').notNull(),
    /** What it asks for: canonical JSON text, from which its document is rendered. */
    snapshot: text('snapshot').notNull(),
    /** `system:reminders`, or the admin who sent it. */
    sentBy: text('sent_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.invoiceId, t.level] }),
    foreignKey({ columns: [t.orgId, t.invoiceId], foreignColumns: [invoices.orgId, invoices.invoiceId] }),
    check('invoice_reminders_level', sql`${t.level} between 1 and 3`),
  ],
)
