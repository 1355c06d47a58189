import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { bytes, day, instant, picoAmount, quantity } from '@/db/columns'
import { orgs } from './orgs'

/**
 * What was used, priced when it came in. Append-only; the caller's key makes an event count once. Written at volume:
 * the account row that every write locks stands in for a foreign key to `orgs`.
 */
export const usageEvents = pgTable(
  'usage_events',
  {
    orgId: text('org_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    inputHash: bytes('input_hash').notNull(),
    meter: text('meter').notNull(),
    resource: text('resource').notNull(),
    quantity: quantity('quantity').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    dayOn: day('day_on').notNull(),
    properties: jsonb('properties'),
    priceBook: text('price_book').notNull(),
    priceVersion: integer('price_version').notNull(),
    amount: picoAmount('amount').notNull(),
    /** In force when it was used (W1). */
    biller: text('biller').notNull().default('invoice'),
    /** The source that paid, or the first of several; `billed` if nothing did and an administrator put it onto the bill. */
    paidBy: text('paid_by').notNull().default('postpaid'),
    /** Units of the source, where it is counted in units. */
    units: quantity('units'),
    /** What goes onto the bill. */
    postpaid: picoAmount('postpaid').notNull(),
    /** All parts, where several sources paid: `[{source, amount, units}]`. */
    parts: jsonb('parts'),
    recordedAt: instant('recorded_at').notNull(),
    sequence: bigint('sequence', { mode: 'bigint' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.idempotencyKey] }),
    index('usage_events_by_sequence').on(t.orgId, t.sequence),
    index('usage_events_by_day').on(t.orgId, t.dayOn, t.meter),
    check('usage_events_not_negative', sql`${t.quantity} >= 0 and ${t.amount} >= 0`),
    check('usage_events_postpaid', sql`${t.postpaid} >= 0 and ${t.postpaid} <= ${t.amount}`),
  ],
)

/** Usage by civil day in the org's billing zone. A projection: the sums of `usage_events`. */
export const usageDaily = pgTable(
  'usage_daily',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    dayOn: day('day_on').notNull(),
    meter: text('meter').notNull(),
    resource: text('resource').notNull(),
    priceBook: text('price_book').notNull(),
    priceVersion: integer('price_version').notNull(),
    quantity: quantity('quantity').notNull(),
    amount: picoAmount('amount').notNull(),
    /** What of the amount goes onto the bill. */
    postpaid: picoAmount('postpaid').notNull(),
    events: bigint('events', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.dayOn, t.meter, t.resource, t.priceBook, t.priceVersion] })],
)
