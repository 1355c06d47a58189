import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core'
import { bytes, day, instant, picoAmount, quantity } from '@/db/columns'
import { orgs } from './orgs'

const billers = ['invoice', 'free_credit', 'prepaid', 'plan_quota', 'linked'] as const

/**
 * Who charges an org's usage, and from when (W1). Append-only: of two rows for one instant the later recorded one
 * counts. An org without a row is billed by invoice.
 */
export const orgBillers = pgTable(
  'org_billers',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    sequence: bigint('sequence', { mode: 'bigint' }).notNull(),
    biller: text('biller', { enum: billers }).notNull(),
    effectiveAt: instant('effective_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: text('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.sequence] }),
    check('org_billers_biller', sql`${t.biller} in ('invoice', 'free_credit', 'prepaid', 'plan_quota', 'linked')`),
  ],
)

/** What an org's funding and its gate are set to. An org without a row has the defaults of these columns. */
export const orgFunding = pgTable(
  'org_funding',
  {
    orgId: text('org_id')
      .primaryKey()
      .references(() => orgs.orgId),
    /** K8: whether free credit still counts for this org. */
    freeCredit: boolean('free_credit').notNull().default(true),
    /** Linked: whether usage beyond the grant may go onto the bill. */
    subscribed: boolean('subscribed').notNull().default(false),
    /** Postpaid usage per calendar month at most (Q6); null is no cap, 0 blocks everything metered. */
    spendCap: picoAmount('spend_cap'),
    maxDiskMb: integer('max_disk_mb').notNull().default(20_480),
    tier: text('tier', { enum: ['base', 'pro', 'pro_plus', 'pro_plus_plus', 'custom'] })
      .notNull()
      .default('base'),
    /** The limit of the tier `custom`. */
    concurrency: integer('concurrency'),
    /** What one document unit holds, and the least that one document costs (M7). */
    pagesPerUnit: integer('pages_per_unit').notNull().default(1),
    bytesPerUnit: bigint('bytes_per_unit', { mode: 'number' }).notNull().default(1_048_576),
    minimumUnits: integer('minimum_units').notNull().default(1),
    /** The cell that runs the org's work and is told of halts. */
    cell: text('cell'),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    check('org_funding_cap', sql`${t.spendCap} >= 0`),
    check('org_funding_disk', sql`${t.maxDiskMb} > 0`),
    check(
      'org_funding_units',
      sql`${t.pagesPerUnit} > 0 and ${t.bytesPerUnit} > 0 and ${t.minimumUnits} between 0 and 1000000`,
    ),
    check('org_funding_tier', sql`${t.tier} in ('base', 'pro', 'pro_plus', 'pro_plus_plus', 'custom')`),
    check(
      'org_funding_concurrency',
      sql`(${t.concurrency} is null) = (${t.tier} <> 'custom') and ${t.concurrency} >= 0`,
    ),
  ],
)

/**
 * An amount of credit: money in a currency, or units of a meter. A projection of the ledger and of the open
 * reservations, rebuilt from them; nothing of it ever falls below zero, and the parts always add up to what was granted.
 */
export const creditGrants = pgTable(
  'credit_grants',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    grantId: text('grant_id').notNull(),
    origin: text('origin', { enum: ['free', 'signup', 'topup', 'pack', 'recharge', 'admin'] }).notNull(),
    asset: text('asset').notNull(),
    priority: integer('priority').notNull(),
    expiresAt: instant('expires_at'),
    grantedAt: instant('granted_at').notNull(),
    sequence: bigint('sequence', { mode: 'bigint' }).notNull(),
    granted: picoAmount('granted').notNull(),
    remaining: picoAmount('remaining').notNull(),
    held: picoAmount('held').notNull(),
    used: picoAmount('used').notNull(),
    expired: picoAmount('expired').notNull(),
    refunded: picoAmount('refunded').notNull(),
    /** The first grant of the same purchase, if this is credit of it that came back. */
    returnedOf: text('returned_of'),
    /** Of a purchase's first grant: as much of what comes back to its grants is withheld, since its money went back. */
    toWithhold: picoAmount('to_withhold').notNull().default(sql`0`),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.grantId] }),
    // No predicate on what changes: a draw then needs no new entry in any index.
    index('credit_grants_expiring').on(t.expiresAt).where(sql`expires_at is not null`),
    check('credit_grants_origin', sql`${t.origin} in ('free', 'signup', 'topup', 'pack', 'recharge', 'admin')`),
    check(
      'credit_grants_not_negative',
      sql`${t.granted} > 0 and ${t.remaining} >= 0 and ${t.held} >= 0 and ${t.used} >= 0 and ${t.expired} >= 0
          and ${t.refunded} >= 0`,
    ),
    check('credit_grants_to_withhold', sql`${t.toWithhold} >= 0`),
    check(
      'credit_grants_add_up',
      sql`${t.granted} = ${t.remaining} + ${t.held} + ${t.used} + ${t.expired} + ${t.refunded}`,
    ),
  ],
)

/**
 * Credit of a purchase that money stands for which went back: a refund, or a dispute that is open or lost. It is written with
 * the account that it is taken of. What of it was taken or withheld by now follows from these rows and what is still to be
 * withheld of the purchase.
 */
export const goneCredit = pgTable(
  'gone_credit',
  {
    orgId: text('org_id').notNull(),
    /** Of the refund or the dispute. */
    returnId: text('return_id').notNull(),
    /** The purchase's first grant. */
    grantId: text('grant_id').notNull(),
    share: picoAmount('share').notNull(),
    goneAt: instant('gone_at').notNull(),
    sequence: bigint('sequence', { mode: 'bigint' }).notNull(),
    /** How often it went. */
    round: integer('round').notNull(),
    /** Set together, once the money is there again: what had been taken of the share, and what came back as credit. */
    returnedAt: instant('returned_at'),
    taken: picoAmount('taken'),
    returned: picoAmount('returned'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.returnId] }),
    index('gone_credit_of_grant').on(t.orgId, t.grantId),
    foreignKey({ columns: [t.orgId, t.grantId], foreignColumns: [creditGrants.orgId, creditGrants.grantId] }),
    check('gone_credit_amounts', sql`${t.share} >= 0 and ${t.taken} >= 0 and ${t.returned} >= 0`),
    check('gone_credit_whole', sql`num_nonnulls(${t.returnedAt}, ${t.taken}, ${t.returned}) in (0, 3)`),
  ],
)

/**
 * An amount that is kept for work that was let through (G9), until it is settled with the real quantity, released, or
 * expires. The id is the caller's key.
 */
export const reservations = pgTable(
  'reservations',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    reservationId: text('reservation_id').notNull(),
    inputHash: bytes('input_hash').notNull(),
    meter: text('meter').notNull(),
    quantity: quantity('quantity').notNull(),
    amount: picoAmount('amount').notNull(),
    /** What was kept from where: `[{source, amount, units}]`. */
    parts: jsonb('parts').notNull(),
    monthOn: day('month_on').notNull(),
    state: text('state', { enum: ['open', 'settled', 'released', 'expired'] }).notNull(),
    heldAt: instant('held_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    closedAt: instant('closed_at'),
    /** The usage event that settled it. */
    settledBy: text('settled_by'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.reservationId] }),
    index('reservations_open').on(t.expiresAt).where(sql`state = 'open'`),
    check('reservations_state', sql`${t.state} in ('open', 'settled', 'released', 'expired')`),
    check('reservations_closed', sql`(${t.state} = 'open') = (${t.closedAt} is null)`),
  ],
)

/** Postpaid usage by civil month: what the spend cap is held against. A projection of `usage_events`. */
export const spendMonths = pgTable(
  'spend_months',
  {
    orgId: text('org_id').notNull(),
    monthOn: day('month_on').notNull(),
    spent: picoAmount('spent').notNull(),
    held: picoAmount('held').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.monthOn] }),
    check('spend_months_not_negative', sql`${t.spent} >= 0 and ${t.held} >= 0`),
  ],
)

/** Free-credit accounting by month (K8). A projection: recomputed from the roll-up each time. */
export const freeCreditMonths = pgTable(
  'free_credit_months',
  {
    orgId: text('org_id').notNull(),
    monthOn: day('month_on').notNull(),
    spend: picoAmount('spend').notNull(),
    usageHours: quantity('usage_hours').notNull(),
    creditsApplied: picoAmount('credits_applied').notNull(),
    billableSpend: picoAmount('billable_spend').notNull(),
    status: text('status', { enum: ['open', 'closed'] }).notNull(),
    reconciledAt: instant('reconciled_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.monthOn] }),
    check('free_credit_months_add_up', sql`${t.spend} = ${t.creditsApplied} + ${t.billableSpend}`),
    check('free_credit_months_status', sql`${t.status} in ('open', 'closed')`),
  ],
)

/**
 * Usage that no source could pay when it came in: refused with 402 and kept as a debt, which is paid in parts, the oldest
 * first, as soon as there are funds. It is settled by the same key becoming a usage event, or by being waived. What is of
 * a biller that the org has left is charged by nobody but an administrator who bills it.
 */
export const unfundedUsage = pgTable(
  'unfunded_usage',
  {
    orgId: text('org_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    inputHash: bytes('input_hash').notNull(),
    event: jsonb('event').notNull(),
    amount: picoAmount('amount').notNull(),
    /** In which order it came in: the account's sequence, and the place among those that came with it. */
    sequence: bigint('sequence', { mode: 'bigint' }).notNull().default(sql`0`),
    place: integer('place').notNull().default(0),
    /** As it was priced when it came in. */
    dayOn: day('day_on').notNull(),
    priceBook: text('price_book').notNull(),
    priceVersion: integer('price_version').notNull(),
    /** Units of its biller; null if they are still to be counted. */
    units: quantity('units'),
    /** What of it was paid, and the parts that paid it: `[{source, kind, measure, amount, units}]`. */
    paid: picoAmount('paid')
      .notNull()
      .default('0' as never),
    paidUnits: quantity('paid_units').notNull().default('0'),
    parts: jsonb('parts').notNull().default([]),
    reason: text('reason').notNull(),
    attempts: integer('attempts').notNull(),
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
    chargedAt: instant('charged_at'),
    /** Set together, if an administrator waived it: it is never charged. */
    waivedAt: instant('waived_at'),
    waivedBy: text('waived_by'),
    waivedReason: text('waived_reason'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.idempotencyKey] }),
    check(
      'unfunded_usage_waived_whole',
      sql`num_nonnulls(${t.waivedAt}, ${t.waivedBy}, ${t.waivedReason}) in (0, 3)
          and (${t.waivedAt} is null or ${t.chargedAt} is null)`,
    ),
    check('unfunded_usage_paid', sql`${t.paid} between 0 and ${t.amount} and ${t.paidUnits} >= 0`),
    index('unfunded_usage_waiting').on(t.orgId, t.firstAt).where(sql`charged_at is null`),
    // In the order in which it is paid: the first of thousands are found without a look at the others.
    index('unfunded_usage_in_order')
      .on(t.orgId, t.sequence, t.firstAt, t.place, t.idempotencyKey)
      .where(sql`charged_at is null and waived_at is null`),
  ],
)

/**
 * What the gate answers from: one row per org. A projection of billers, settings, grants, months and quota, rebuilt
 * from them where it is missing, made for another version of the account, or past `valid_until`.
 */
export const orgGates = pgTable(
  'org_gates',
  {
    orgId: text('org_id').primaryKey(),
    version: bigint('version', { mode: 'bigint' }).notNull(),
    biller: text('biller', { enum: billers }).notNull(),
    halted: boolean('halted').notNull(),
    /** Why nothing starts, or why it will when what is left is used up. */
    reason: text('reason').notNull(),
    currency: text('currency').notNull(),
    /** Money that can still be spent; null is no limit. */
    remaining: picoAmount('remaining'),
    held: picoAmount('held').notNull(),
    unit: text('unit').notNull(),
    unitsRemaining: quantity('units_remaining').notNull(),
    unitsHeld: quantity('units_held').notNull(),
    maxDiskMb: integer('max_disk_mb').notNull(),
    maxMemoryMb: integer('max_memory_mb'),
    maxVcpus: integer('max_vcpus'),
    concurrency: integer('concurrency').notNull(),
    /** The spend cap of the month, if the biller is held to one. */
    cap: picoAmount('cap'),
    /** The quota of the current week, in units; null if there is none. */
    quota: quantity('quota'),
    cell: text('cell'),
    /** What a quantity is priced by when somebody asks whether it may be used. */
    priceBook: text('price_book').notNull().default(''),
    zone: text('zone').notNull().default('UTC'),
    unitsBase: quantity('units_base').notNull().default('0'),
    unitsPerCost: quantity('units_per_cost').notNull().default('1'),
    unitsCeiling: quantity('units_ceiling'),
    /** Counts halts and their end, so that a cell can tell an old command from a new one. */
    generation: bigint('generation', { mode: 'bigint' }).notNull(),
    validUntil: instant('valid_until').notNull(),
    projectedAt: instant('projected_at').notNull(),
  },
  // Halts that time may have lifted. What draws move leaves both as they are.
  (t) => [index('org_gates_halted').on(t.validUntil).where(sql`halted`)],
)

/** What another system measured of the same usage, by source, meter and civil day (M6). The last report counts. */
export const sourceTotals = pgTable(
  'source_totals',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    source: text('source').notNull(),
    meter: text('meter').notNull(),
    dayOn: day('day_on').notNull(),
    quantity: quantity('quantity').notNull(),
    reportedAt: instant('reported_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.source, t.meter, t.dayOn] }),
    check('source_totals_not_negative', sql`${t.quantity} >= 0`),
  ],
)
