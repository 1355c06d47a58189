import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, minorAmount } from '@/db/columns'

/**
 * An immutable version of what a tier of concurrency costs in a currency (G7). Customers buy the latest one of theirs,
 * while it is active.
 */
export const tierVersions = pgTable(
  'tier_versions',
  {
    tier: text('tier', { enum: ['pro', 'pro_plus', 'pro_plus_plus'] }).notNull(),
    version: integer('version').notNull(),
    currency: text('currency', { enum: ['CHF', 'EUR', 'USD'] }).notNull(),
    priceMonthly: minorAmount('price_monthly').notNull(),
    priceAnnual: minorAmount('price_annual').notNull(),
    active: boolean('active').notNull(),
    publishedAt: instant('published_at').notNull(),
    publishedBy: text('published_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tier, t.currency, t.version] }),
    check('tier_versions_tier', sql`${t.tier} in ('pro', 'pro_plus', 'pro_plus_plus')`),
    check('tier_versions_above_zero', sql`${t.priceMonthly} > 0 and ${t.priceAnnual} > 0`),
  ],
)

/** What an org pays for by the month or year. A projection of its subscriptions at Stripe, all written at once. */
export const stripeSubscriptions = pgTable(
  'stripe_subscriptions',
  {
    orgId: text('org_id').notNull(),
    subscriptionId: text('subscription_id').notNull(),
    product: text('product', { enum: ['plan', 'tier'] }).notNull(),
    /** The plan, or the tier. */
    name: text('name').notNull(),
    version: integer('version').notNull(),
    billed: text('billed', { enum: ['monthly', 'annual'] }).notNull(),
    currency: text('currency').notNull(),
    /** Of a period. */
    price: minorAmount('price').notNull(),
    /** As Stripe says: `active`, `past_due`, `canceled` … */
    status: text('status').notNull(),
    startedAt: instant('started_at').notNull(),
    periodStartedAt: instant('period_started_at').notNull(),
    periodEndsAt: instant('period_ends_at').notNull(),
    /** When it is to end, or did; null is never. */
    endsAt: instant('ends_at'),
    endedAt: instant('ended_at'),
    /** Since when an invoice of it is unpaid that was to be paid (P7). */
    pastDueSince: instant('past_due_since'),
    /** What is unpaid since then, where it was read. */
    owed: minorAmount('owed'),
    /** Whether what it buys was in force when this was written. */
    entitled: boolean('entitled').notNull(),
    /** How often the org's subscriptions were read by then; the same in all of its rows. */
    reading: integer('reading').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.subscriptionId] }),
    index('stripe_subscriptions_past_due').on(t.pastDueSince).where(sql`entitled and past_due_since is not null`),
    check('stripe_subscriptions_product', sql`${t.product} in ('plan', 'tier')`),
    check('stripe_subscriptions_billed', sql`${t.billed} in ('monthly', 'annual')`),
  ],
)
