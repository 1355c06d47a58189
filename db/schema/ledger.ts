import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { bytes, instant, picoAmount } from '@/db/columns'
import { creditGrants } from './funding'

/**
 * Every movement of credit, positive in and negative out: an expiration that is positive takes one back, because usage from
 * before it was reported later; so does a debit, because its usage was taken back. Append-only: a balance is the sum of its
 * entries. The reference is the business key (a Checkout session, a usage reference, a refund id), so that nothing moves
 * twice.
 */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    orgId: text('org_id').notNull(),
    kind: text('kind', { enum: ['grant', 'topup', 'debit', 'refund', 'expiration', 'adjustment'] }).notNull(),
    reference: text('reference').notNull(),
    grantId: text('grant_id').notNull(),
    /** A currency, or the meter whose units these are. */
    asset: text('asset').notNull(),
    amount: picoAmount('amount').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: text('recorded_by').notNull(),
    note: text('note').notNull().default(''),
    /** What was asked for under a reference that a caller chose; null if nobody did. */
    inputHash: bytes('input_hash'),
    sequence: bigint('sequence', { mode: 'bigint' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.sequence, t.grantId, t.kind] }),
    unique('ledger_entries_once').on(t.orgId, t.kind, t.reference),
    foreignKey({ columns: [t.orgId, t.grantId], foreignColumns: [creditGrants.orgId, creditGrants.grantId] }),
    check('ledger_entries_kind', sql`${t.kind} in ('grant', 'topup', 'debit', 'refund', 'expiration', 'adjustment')`),
    check(
      'ledger_entries_sign',
      sql`case when ${t.kind} in ('grant', 'topup') then ${t.amount} > 0 when ${t.kind} in ('expiration', 'debit') then ${t.amount} <> 0
          else ${t.amount} < 0 end`,
    ),
  ],
)
