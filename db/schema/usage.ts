import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { bytes, day, instant, picoAmount, quantity } from '@/db/columns'
import { orgs } from './orgs'

/**
 * What was used, priced when it came in. Append-only; the caller's key makes an event count once. An event that is taken
 * back keeps its row, and another one compensates it: the same with everything it adds up to below zero (M12). Written at
 * volume: the account row that every write locks stands in for a foreign key to `orgs`.
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
    /** The key of the event that this one compensates. */
    takesBack: text('takes_back'),
    /** Of what compensates or amends an event, the key under which it was first told. */
    originalKey: text('original_key'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.idempotencyKey] }),
    index('usage_events_by_sequence').on(t.orgId, t.sequence),
    /**
     * Of a month that was over when they were recorded, as only those can be that come after its invoice. Two days more, so
     * that it holds in each zone, and if the clocks of servers differ.
     */
    index('usage_events_recorded_later')
      .on(t.orgId, t.sequence)
      .where(sql`day_on < date_trunc('month', (recorded_at at time zone 'UTC') + interval '2 days')`),
    /** In the order in which events are listed: of a meter on a day, by time, those of one instant as they were recorded. */
    index('usage_events_by_day').on(t.orgId, t.dayOn, t.meter, t.occurredAt, t.sequence),
    check(
      'usage_events_signs',
      sql`case when ${t.takesBack} is null
          then ${t.quantity} >= 0 and ${t.amount} >= 0 and ${t.postpaid} between 0 and ${t.amount}
          else ${t.quantity} <= 0 and ${t.amount} <= 0 and ${t.postpaid} between ${t.amount} and 0 end`,
    ),
  ],
)

/**
 * What became of events after they were told (M12), by the key under which they were: taken back, or amended, each time one
 * more. Append-only; few next to the events.
 */
export const usageChanges = pgTable(
  'usage_changes',
  {
    orgId: text('org_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    /** 1 is the first change. */
    revision: integer('revision').notNull(),
    kind: text('kind', { enum: ['taken_back', 'amended'] }).notNull(),
    /** The key of the event, or of the usage that waited to be paid, which was in force until then. */
    changed: text('changed').notNull(),
    /** The key of the event that compensates it; null if it was not charged yet. */
    compensation: text('compensation'),
    /** The key of what it was amended to; null if it was taken back. */
    amendment: text('amendment'),
    /** The key that the caller chose for the change itself; null if it chose none. */
    changeKey: text('change_key'),
    inputHash: bytes('input_hash').notNull(),
    /** What it was: `{meter, quantity, at, resource, amount}`. */
    before: jsonb('before').notNull(),
    /** What it was amended to, as `before`; null if it was taken back. */
    after: jsonb('after'),
    /** What went back where, and what of that had expired: `[{source, measure, amount, expired}]`. */
    returned: jsonb('returned').notNull(),
    /** Whether its month was invoiced by then: it is a correction on the next invoice. */
    invoiced: boolean('invoiced').notNull(),
    reason: text('reason').notNull(),
    changedAt: instant('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
    sequence: bigint('sequence', { mode: 'bigint' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.idempotencyKey, t.revision] }),
    uniqueIndex('usage_changes_once').on(t.orgId, t.changeKey).where(sql`change_key is not null`),
    check('usage_changes_kind', sql`${t.kind} in ('taken_back', 'amended')`),
    check('usage_changes_revision', sql`${t.revision} between 1 and 100`),
    check('usage_changes_reason', sql`length(${t.reason}) <= 200`),
    check(
      'usage_changes_whole',
      sql`(${t.kind} = 'amended') = (${t.amendment} is not null) and (${t.amendment} is null) = (${t.after} is null)`,
    ),
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
