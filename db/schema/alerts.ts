import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, numeric, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, minorAmount } from '@/db/columns'
import { mailOutcomes } from '@/lib/core/alerts/alert'
import { orgs } from './orgs'

/** What an org wants to be told by e-mail; without a row it is what is usual. */
export const alertSettings = pgTable(
  'alert_settings',
  {
    orgId: text('org_id')
      .primaryKey()
      .references(() => orgs.orgId),
    version: integer('version').notNull(),
    /** Amounts of use in a month, rising. */
    spend: numeric('spend', { precision: 20, scale: 2 }).array().notNull(),
    creditBelow: minorAmount('credit_below'),
    stopped: boolean('stopped').notNull(),
    quota: boolean('quota').notNull(),
    payments: boolean('payments').notNull(),
    expiries: boolean('expiries').notNull().default(true),
    renewals: boolean('renewals').notNull().default(true),
    changedAt: instant('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (t) => [
    check('alert_settings_spend', sql`cardinality(${t.spend}) <= 5 and 0 < all (${t.spend})`),
    check('alert_settings_credit', sql`${t.creditBelow} > 0`),
  ],
)

/** What an org was told, or is to be told, once each. Append-only but for what became of its e-mail. */
export const alerts = pgTable(
  'alerts',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    alertKey: text('alert_key').notNull(),
    kind: text('kind', {
      enum: [
        'spend',
        'credit',
        'credit_expiring',
        'stopped',
        'goes_on',
        'quota',
        'recharge',
        'invoice_charge',
        'owed',
        'returned',
        'renewal_ahead',
      ],
    }).notNull(),
    /** What it says, as it was true when it was raised. */
    says: jsonb('says').notNull(),
    raisedAt: instant('raised_at').notNull(),
    /** What became of the e-mail, once it is settled. */
    settledAt: instant('settled_at'),
    outcome: text('outcome', { enum: mailOutcomes }),
    /** The addresses that the mail server took it for, also while others are still to be tried. */
    sentTo: text('sent_to').array().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.alertKey] }),
    index('alerts_by_time').on(t.orgId, t.raisedAt),
    check('alerts_settled_whole', sql`num_nonnulls(${t.settledAt}, ${t.outcome}) in (0, 2)`),
  ],
)

/** How far an org was looked at for alerts: nothing was recorded since, or it is looked at again. */
export const alertMarks = pgTable('alert_marks', {
  orgId: text('org_id')
    .primaryKey()
    .references(() => orgs.orgId),
  sequence: bigint('sequence', { mode: 'bigint' }).notNull(),
  lookedAt: instant('looked_at').notNull(),
})
