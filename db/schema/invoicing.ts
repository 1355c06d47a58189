import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core'
import { day, instant, minorAmount } from '@/db/columns'
import type { ReminderFees } from '@/lib/core/dunning/reminders'
import { invoices } from './invoices'
import { orgs } from './orgs'

/** How months are invoiced and reminded of by themselves: one row. */
export const invoicingSettings = pgTable(
  'invoicing_settings',
  {
    id: integer('id').primaryKey().default(1),
    version: integer('version').notNull().default(1),
    /** Whether a new organization is invoiced by itself, and whether it is reminded. */
    autoInvoice: boolean('auto_invoice').notNull().default(false),
    reminders: boolean('reminders').notNull().default(false),
    /** An invoice above so many times the usual total of its organization waits for an admin. */
    mostTimes: numeric('most_times', { precision: 6, scale: 2 }).notNull().default('3.00'),
    /** Days after the due day at which each level is sent; rising. */
    reminderDays: integer('reminder_days').array().notNull().default(sql`'{10,20,30}'`),
    /** What each level costs, by currency: decimal text. */
    reminderFees: jsonb('reminder_fees').$type<ReminderFees>().notNull().default({}),
    updatedAt: instant('updated_at').notNull().default(sql`now()`),
  },
  (t) => [
    check('invoicing_settings_is_one', sql`${t.id} = 1`),
    check('invoicing_settings_times', sql`${t.mostTimes} >= 1`),
    check('invoicing_settings_days', sql`array_length(${t.reminderDays}, 1) = 3`),
  ],
)

/** What happens by itself for an org; one without a row is invoiced and reminded by hand. */
export const orgInvoicing = pgTable(
  'org_invoicing',
  {
    orgId: text('org_id')
      .primaryKey()
      .references(() => orgs.orgId),
    version: integer('version').notNull().default(1),
    autoInvoice: boolean('auto_invoice').notNull(),
    /** The first day of the first month that is invoiced by itself: what is older is left to admins. */
    fromOn: day('from_on').notNull(),
    /** The same of the next one. */
    nextOn: day('next_on').notNull(),
    reminders: boolean('reminders').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    index('org_invoicing_next').on(t.nextOn).where(sql`auto_invoice`),
    check('org_invoicing_month_starts', sql`extract(day from ${t.nextOn}) = 1`),
  ],
)

/** Invoices that a run did not issue by itself, since they look wrong, and what became of them. */
export const heldInvoices = pgTable(
  'held_invoices',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    monthOn: day('month_on').notNull(),
    reason: text('reason', { enum: ['above_usual', 'new_line'] }).notNull(),
    sentence: text('sentence').notNull(),
    currency: text('currency', { enum: ['CHF', 'EUR', 'USD'] }).notNull(),
    total: minorAmount('total').notNull(),
    heldAt: instant('held_at').notNull(),
    /** When it was issued after all, by whom. */
    releasedAt: instant('released_at'),
    releasedBy: text('released_by').notNull().default(''),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.monthOn] }),
    index('held_invoices_open').on(t.heldAt).where(sql`released_at is null`),
  ],
)

/** Until when an invoice is not reminded of, and why. */
export const reminderPauses = pgTable(
  'reminder_pauses',
  {
    orgId: text('org_id').notNull(),
    invoiceId: text('invoice_id').notNull(),
    /** The first day on which it is reminded of again. */
    untilOn: day('until_on').notNull(),
    note: text('note').notNull(),
    pausedAt: instant('paused_at').notNull(),
    pausedBy: text('paused_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.invoiceId] }),
    foreignKey({ columns: [t.orgId, t.invoiceId], foreignColumns: [invoices.orgId, invoices.invoiceId] }),
  ],
)
