import { sql } from 'drizzle-orm'
import { bigint, check, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from '@/db/columns'
import { retryKinds } from '@/lib/core/jobs/retry'

/**
 * Work that a server does by itself and that did not succeed: it waits until `next_at`, so that it holds up nothing that
 * comes after it. A row goes when its work succeeds. Without `next_at` it has been tried often enough; a person tries again.
 */
export const retries = pgTable(
  'retries',
  {
    orgId: text('org_id').notNull(),
    kind: text('kind', { enum: retryKinds }).notNull(),
    /** What it is about within the org: a key of usage, a purchase; empty where it is about the org itself. */
    reference: text('reference').notNull(),
    attempts: integer('attempts').notNull(),
    /** Of the account when it was tried: with another one, it may succeed. */
    version: bigint('version', { mode: 'bigint' }).notNull(),
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
    nextAt: instant('next_at'),
    /** Why it failed, in words; empty where it only was not time yet. */
    error: text('error').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.kind, t.reference] }), check('retries_attempts', sql`${t.attempts} > 0`)],
)
