import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { instant, minorAmount, picoAmount } from '@/db/columns'

/**
 * An immutable version of a credit pack: what it costs and what credit it gives. Customers buy the latest one; it is
 * sold while that is active.
 */
export const packVersions = pgTable(
  'pack_versions',
  {
    pack: text('pack').notNull(),
    version: integer('version').notNull(),
    name: text('name').notNull(),
    currency: text('currency', { enum: ['CHF', 'EUR', 'USD'] }).notNull(),
    price: minorAmount('price').notNull(),
    credit: picoAmount('credit').notNull(),
    /** Days after which what is left expires (K5); null is never. */
    expiresAfterDays: integer('expires_after_days'),
    active: boolean('active').notNull(),
    publishedAt: instant('published_at').notNull(),
    publishedBy: text('published_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.pack, t.version] }),
    check('pack_versions_above_zero', sql`${t.price} > 0 and ${t.credit} > 0 and ${t.expiresAfterDays} > 0`),
  ],
)

/** Credit that an org buys: its terms as they were agreed, and what became of it. */
export const purchases = pgTable(
  'purchases',
  {
    orgId: text('org_id').notNull(),
    /** That of its Checkout, where there is one. */
    purchaseId: text('purchase_id').notNull(),
    kind: text('kind', { enum: ['pack', 'topup', 'recharge'] }).notNull(),
    pack: text('pack'),
    packVersion: integer('pack_version'),
    name: text('name').notNull(),
    currency: text('currency', { enum: ['CHF', 'EUR', 'USD'] }).notNull(),
    price: minorAmount('price').notNull(),
    /** Tax that Stripe added to the price when it was paid (P8). */
    tax: minorAmount('tax').notNull().default(sql`0`),
    credit: picoAmount('credit').notNull(),
    expiresAfterDays: integer('expires_after_days'),
    begunAt: instant('begun_at').notNull(),
    begunBy: text('begun_by').notNull(),
    paymentIntentId: text('payment_intent_id'),
    /** These three are set together, once the money came in and the credit was given. */
    paidAt: instant('paid_at'),
    grantId: text('grant_id'),
    paidBy: text('paid_by'),
    /** Of a recharge that was declined: when, and Stripe's code. */
    failedAt: instant('failed_at'),
    failure: text('failure').notNull().default(''),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.purchaseId] }),
    unique('purchases_once').on(t.orgId, t.paymentIntentId),
    uniqueIndex('purchases_one_recharge')
      .on(t.orgId)
      .where(sql`kind = 'recharge' and paid_at is null and failed_at is null`),
    check('purchases_kind', sql`${t.kind} in ('pack', 'topup', 'recharge')`),
    check(
      'purchases_paid_whole',
      sql`num_nonnulls(${t.paidAt}, ${t.grantId}, ${t.paidBy}) in (0, 3)
          and (${t.paidAt} is null or ${t.paymentIntentId} is not null)`,
    ),
  ],
)

/** How an org has its credit recharged by itself (K6). */
export const rechargeSettings = pgTable(
  'recharge_settings',
  {
    orgId: text('org_id').primaryKey(),
    enabled: boolean('enabled').notNull(),
    currency: text('currency').notNull(),
    /** A balance at or below it is recharged. */
    threshold: minorAmount('threshold').notNull(),
    amount: minorAmount('amount').notNull(),
    /** The most that recharges may charge in a calendar month; null is no cap. */
    monthlyCap: minorAmount('monthly_cap'),
    /** Stripe's code for the decline that switched it off; empty once it is switched on again. */
    lastFailure: text('last_failure').notNull().default(''),
    version: integer('version').notNull(),
    changedAt: instant('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (t) => [
    check(
      'recharge_settings_amounts',
      sql`${t.threshold} >= 0 and ${t.amount} > 0 and (${t.monthlyCap} is null or ${t.monthlyCap} >= 0)`,
    ),
  ],
)

/**
 * Money of a purchase that goes back. Our row is there before the refund at Stripe is, and its id is the key there: a
 * double click is one refund, two equal ones are two (K7).
 */
export const refunds = pgTable(
  'refunds',
  {
    orgId: text('org_id').notNull(),
    refundId: text('refund_id').notNull(),
    purchaseId: text('purchase_id').notNull(),
    amount: minorAmount('amount').notNull(),
    /** The part of the purchase's credit that this is the price of. */
    share: picoAmount('share').notNull(),
    reason: text('reason').notNull(),
    status: text('status', { enum: ['requested', 'pending', 'succeeded', 'failed'] }).notNull(),
    stripeRefundId: text('stripe_refund_id'),
    failure: text('failure').notNull().default(''),
    /** What of the share was taken back; the rest was spent by then. */
    taken: picoAmount('taken'),
    requestedAt: instant('requested_at').notNull(),
    requestedBy: text('requested_by').notNull(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.refundId] }),
    index('refunds_of_purchase').on(t.orgId, t.purchaseId),
    index('refunds_requested').on(t.requestedAt).where(sql`status = 'requested'`),
    foreignKey({ columns: [t.orgId, t.purchaseId], foreignColumns: [purchases.orgId, purchases.purchaseId] }),
    check('refunds_status', sql`${t.status} in ('requested', 'pending', 'succeeded', 'failed')`),
    check('refunds_amounts', sql`${t.amount} > 0 and ${t.share} >= 0 and ${t.taken} between 0 and ${t.share}`),
  ],
)

/** A payment that the holder of its card disputes. A projection of Stripe; the credit it froze is in the ledger. */
export const disputes = pgTable(
  'disputes',
  {
    orgId: text('org_id').notNull(),
    disputeId: text('dispute_id').notNull(),
    purchaseId: text('purchase_id').notNull(),
    amount: minorAmount('amount').notNull(),
    currency: text('currency').notNull(),
    reason: text('reason').notNull(),
    /** As Stripe says: `needs_response`, `under_review`, `won`, `lost` … */
    status: text('status').notNull(),
    /** Credit that was taken while it lasts, and what of it was given back. */
    taken: picoAmount('taken').notNull(),
    returned: picoAmount('returned').notNull(),
    openedAt: instant('opened_at').notNull(),
    /** When it was first read with this status; null for what was read before that was kept. */
    statusAt: instant('status_at'),
    readAt: instant('read_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.disputeId] }),
    index('disputes_of_purchase').on(t.orgId, t.purchaseId),
    foreignKey({ columns: [t.orgId, t.purchaseId], foreignColumns: [purchases.orgId, purchases.purchaseId] }),
  ],
)
