import { sql } from 'drizzle-orm'
import { bigint, check, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { instant, picoAmount } from '@/db/columns'
import { orgs } from './orgs'

/**
 * Every movement of credit, positive in and negative out. Append-only: a balance is the sum of its entries. The
 * reference is the business key (a Checkout session, a usage reference, a refund id), so that nothing moves twice.
 */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    entryId: text('entry_id').notNull(),
    kind: text('kind', { enum: ['grant', 'topup', 'debit', 'refund', 'expiration', 'adjustment'] }).notNull(),
    reference: text('reference').notNull(),
    currency: text('currency', { enum: ['CHF', 'EUR', 'USD'] }).notNull(),
    amount: picoAmount('amount').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    sequence: bigint('sequence', { mode: 'bigint' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.entryId] }),
    unique('ledger_entries_once').on(t.orgId, t.kind, t.reference),
    check('ledger_entries_kind', sql`${t.kind} in ('grant', 'topup', 'debit', 'refund', 'expiration', 'adjustment')`),
    check(
      'ledger_entries_sign',
      sql`case when ${t.kind} in ('grant', 'topup') then ${t.amount} > 0
               when ${t.kind} in ('debit', 'expiration') then ${t.amount} < 0
               else ${t.amount} <> 0 end`,
    ),
  ],
)
