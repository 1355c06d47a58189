import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { bytes, instant } from '@/db/columns'
import { mailKinds } from '@/lib/core/mail/kept-mail'

/** The seller as printed on invoices: one row. */
export const seller = pgTable(
  'seller',
  {
    id: integer('id').primaryKey().default(1),
    name: text('name').notNull(),
    street: text('street').notNull(),
    buildingNumber: text('building_number').notNull(),
    postalCode: text('postal_code').notNull(),
    town: text('town').notNull(),
    country: text('country').notNull(),
    vatNumber: text('vat_number').notNull(),
    email: text('email').notNull(),
    iban: text('iban').notNull(),
    /** IANA zone: its days date what is issued, and give numbers their year. */
    zone: text('zone').notNull().default('Europe/Zurich'),
    /** Within so many days after its deletion, a tenant that is created again pays no setup fee; 0 if each creation pays. */
    setupPauseDays: integer('setup_pause_days').notNull().default(30),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [check('seller_is_one', sql`${t.id} = 1`)],
)

/** Keys of machines. The secret is shown once and kept as its SHA-256. */
export const apiKeys = pgTable('api_keys', {
  keyId: text('key_id').primaryKey(),
  name: text('name').notNull(),
  prefix: text('prefix').notNull(),
  secretSha256: bytes('secret_sha256').notNull().unique(),
  scopes: text('scopes').array().notNull(),
  /** Limits the key to one org; null speaks for the whole platform. */
  orgId: text('org_id'),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  lastUsedAt: instant('last_used_at'),
  revokedAt: instant('revoked_at'),
})

/** Who did what. Append-only and chained: each hash covers its row and the hash before. */
export const auditLog = pgTable(
  'audit_log',
  {
    sequence: bigint('sequence', { mode: 'bigint' }).primaryKey(),
    /** Of the change that was made: a call that is made again finds its entry here. */
    entryId: text('entry_id').notNull().unique(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    orgId: text('org_id').notNull(),
    subject: text('subject').notNull(),
    before: text('before').notNull(),
    after: text('after').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [
    index('audit_log_by_org').on(t.orgId, t.sequence),
    // Strangers can make these: how many there are of late bounds how many there come.
    index('audit_log_refused_sign_ins').on(t.at).where(sql`action = 'session.refuse'`),
  ],
)

/** The end of the audit chain: a cut tail shows against it. One row. */
export const auditHead = pgTable(
  'audit_head',
  {
    id: integer('id').primaryKey().default(1),
    sequence: bigint('sequence', { mode: 'bigint' }).notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [check('audit_head_is_one', sql`${t.id} = 1`)],
)

/**
 * How far the audit chain was verified: up to its end from the last verified entry, and beside that from the first entry
 * over and over, since what was verified may have been changed after. One row, a projection that may start anew.
 */
export const auditChecks = pgTable(
  'audit_checks',
  {
    id: integer('id').primaryKey().default(1),
    /** The last verified entry, and its hash then. */
    sequence: bigint('sequence', { mode: 'bigint' }).notNull(),
    hash: text('hash').notNull(),
    /** The same of the walk that began with the first entry. */
    againSequence: bigint('again_sequence', { mode: 'bigint' }).notNull(),
    againHash: text('again_hash').notNull(),
    checkedAt: instant('checked_at'),
    /** When a walk from the first entry last reached the end. */
    wholeAt: instant('whole_at'),
    brokenAt: bigint('broken_at', { mode: 'bigint' }),
  },
  (t) => [check('audit_checks_is_one', sql`${t.id} = 1`)],
)

/**
 * Stripe events, remembered for good: recorded as they came, before anything is made of them. The claim is made in the
 * call that has the effect.
 */
export const stripeEvents = pgTable(
  'stripe_events',
  {
    eventId: text('event_id').primaryKey(),
    type: text('type').notNull(),
    /** `received` until something came of it. */
    state: text('state', { enum: ['received', 'done', 'ignored', 'failing'] }).notNull(),
    sentence: text('sentence').notNull(),
    /** The body as JSON; an empty object where it is none that can be kept as such. */
    payload: jsonb('payload').notNull(),
    /** The body as it came, byte for byte; null for what was received before bodies were kept. */
    body: bytes('body'),
    /** The version of the API in which it was written; empty where it says none. */
    apiVersion: text('api_version').notNull().default(''),
    attempts: integer('attempts').notNull(),
    receivedAt: instant('received_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    index('stripe_events_by_time').on(t.receivedAt),
    index('stripe_events_by_type').on(t.type, t.receivedAt),
    index('stripe_events_failing').on(t.receivedAt).where(sql`state in ('failing', 'received')`),
    check('stripe_events_state', sql`${t.state} in ('received', 'done', 'ignored', 'failing')`),
  ],
)

/** Work to do after a commit: documents to render, calls to make, mails to send. Taken with a lease, done or tried again. */
export const outbox = pgTable(
  'outbox',
  {
    outboxId: bigint('outbox_id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind', { enum: ['invoice_document', 'cell_command', 'quota_notice', ...mailKinds] }).notNull(),
    orgId: text('org_id').notNull(),
    reference: text('reference').notNull(),
    createdAt: instant('created_at').notNull(),
    dueAt: instant('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    doneAt: instant('done_at'),
  },
  (t) => [
    index('outbox_due').on(t.dueAt).where(sql`done_at is null`),
    index('outbox_by_org').on(t.orgId, t.outboxId),
    uniqueIndex('outbox_mails_once')
      .on(t.orgId, t.kind, t.reference)
      .where(sql`kind in ('invoice_mail', 'payment_mail', 'reminder_mail')`),
  ],
)

/** Where work runs. A cell is told of halts by signed calls (G5). */
export const cells = pgTable('cells', {
  cell: text('cell').primaryKey(),
  url: text('url').notNull(),
  /** `whsec_…`: signs by the Standard Webhooks specification. */
  secret: text('secret').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** What cells were told and what they answered: one row an attempt. Append-only. */
export const cellDeliveries = pgTable(
  'cell_deliveries',
  {
    deliveryId: bigint('delivery_id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    messageId: text('message_id').notNull(),
    cell: text('cell').notNull(),
    orgId: text('org_id').notNull(),
    command: text('command', { enum: ['halt', 'unblock'] }).notNull(),
    generation: bigint('generation', { mode: 'bigint' }).notNull(),
    attemptedAt: instant('attempted_at').notNull(),
    /** HTTP status, or null where nobody answered. */
    status: integer('status'),
    outcome: text('outcome', { enum: ['acknowledged', 'failed', 'overtaken'] }).notNull(),
    error: text('error').notNull().default(''),
  },
  (t) => [
    index('cell_deliveries_by_org').on(t.orgId, t.deliveryId),
    index('cell_deliveries_by_cell').on(t.cell, t.deliveryId),
  ],
)

/** What the platform as a whole has switched on: one row. */
export const platformSwitches = pgTable(
  'platform_switches',
  {
    id: integer('id').primaryKey().default(1),
    /** W4: whether the biller `plan_quota` exists. While off, every org is as if it never had it. */
    computeMode: boolean('compute_mode').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [check('platform_switches_is_one', sql`${t.id} = 1`)],
)
