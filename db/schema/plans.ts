import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { instant, minorAmount, quantity } from '@/db/columns'
import { orgs } from './orgs'

/** A product that customers subscribe to. Its content lives in versions. */
export const plans = pgTable('plans', {
  plan: text('plan').primaryKey(),
  name: text('name').notNull(),
})

/** An immutable version of a plan (Q1). A subscription stays on the version it bought. */
export const planVersions = pgTable(
  'plan_versions',
  {
    plan: text('plan')
      .notNull()
      .references(() => plans.plan),
    version: integer('version').notNull(),
    /** Compute units per week. */
    quota: quantity('quota').notNull(),
    currency: text('currency', { enum: ['CHF', 'EUR', 'USD'] }).notNull(),
    priceMonthly: minorAmount('price_monthly').notNull(),
    priceAnnual: minorAmount('price_annual').notNull(),
    /** Q5: units = base + perCost × cost, at most ceiling per job. */
    unitsBase: quantity('units_base').notNull(),
    unitsPerCost: quantity('units_per_cost').notNull(),
    unitsCeiling: quantity('units_ceiling'),
    maxMemoryMb: integer('max_memory_mb').notNull(),
    maxVcpus: integer('max_vcpus').notNull(),
    effectiveFrom: instant('effective_from').notNull(),
    effectiveUntil: instant('effective_until'),
    active: boolean('active').notNull().default(true),
    publishedAt: instant('published_at').notNull(),
    publishedBy: text('published_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.plan, t.version] }),
    check(
      'plan_versions_not_negative',
      sql`${t.quota} >= 0 and ${t.priceMonthly} >= 0 and ${t.priceAnnual} >= 0 and ${t.unitsBase} >= 0
          and ${t.unitsPerCost} >= 0 and ${t.unitsCeiling} >= 0 and ${t.maxMemoryMb} > 0 and ${t.maxVcpus} > 0`,
    ),
  ],
)

/** The plan an org is on, pinned to a version. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    orgId: text('org_id')
      .primaryKey()
      .references(() => orgs.orgId),
    plan: text('plan').notNull(),
    planVersion: integer('plan_version').notNull(),
    billed: text('billed', { enum: ['monthly', 'annual'] }).notNull(),
    status: text('status', { enum: ['active', 'past_due', 'unpaid', 'cancelled'] }).notNull(),
    /** From which the weeks of quota count. */
    periodStartedAt: instant('period_started_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    foreignKey({ columns: [t.plan, t.planVersion], foreignColumns: [planVersions.plan, planVersions.version] }),
    check('subscriptions_billed', sql`${t.billed} in ('monthly', 'annual')`),
    check('subscriptions_status', sql`${t.status} in ('active', 'past_due', 'unpaid', 'cancelled')`),
  ],
)

/** Use of the weekly quota (Q2). One week of an org is current; a reset archives it and opens the next in one write. */
export const quotaWeeks = pgTable(
  'quota_weeks',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    weekId: text('week_id').notNull(),
    /** ISO week of its first civil day, `2026-W48`. */
    week: text('week').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    plan: text('plan').notNull(),
    planVersion: integer('plan_version').notNull(),
    quota: quantity('quota').notNull(),
    used: quantity('used').notNull(),
    held: quantity('held').notNull(),
    openedAt: instant('opened_at').notNull(),
    archivedAt: instant('archived_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.weekId] }),
    uniqueIndex('quota_weeks_current').on(t.orgId).where(sql`archived_at is null`),
    index('quota_weeks_ending').on(t.endsAt).where(sql`archived_at is null`),
    check('quota_weeks_within', sql`${t.used} >= 0 and ${t.held} >= 0 and ${t.used} + ${t.held} <= ${t.quota}`),
  ],
)

/** What a week's quota went to, by meter. */
export const quotaWeekMeters = pgTable(
  'quota_week_meters',
  {
    orgId: text('org_id').notNull(),
    weekId: text('week_id').notNull(),
    meter: text('meter').notNull(),
    units: quantity('units').notNull(),
    events: bigint('events', { mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.weekId, t.meter] }),
    foreignKey({ columns: [t.orgId, t.weekId], foreignColumns: [quotaWeeks.orgId, quotaWeeks.weekId] }),
  ],
)

/** Thresholds crossed, once per week and percentage (Q3). Append-only. */
export const quotaNotices = pgTable(
  'quota_notices',
  {
    orgId: text('org_id').notNull(),
    weekId: text('week_id').notNull(),
    percent: integer('percent').notNull(),
    crossedAt: instant('crossed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.weekId, t.percent] }),
    foreignKey({ columns: [t.orgId, t.weekId], foreignColumns: [quotaWeeks.orgId, quotaWeeks.weekId] }),
  ],
)

/** Machines that compute settings can name, with the count everybody may have of one. */
export const machineTypes = pgTable(
  'machine_types',
  {
    machineType: text('machine_type').primaryKey(),
    vcpus: integer('vcpus').notNull(),
    memoryGb: integer('memory_gb').notNull(),
    defaultLimit: integer('default_limit').notNull(),
  },
  (t) => [check('machine_types_positive', sql`${t.vcpus} > 0 and ${t.memoryGb} > 0 and ${t.defaultLimit} >= 0`)],
)

/** What an org may have of a machine in a region, where it is not everybody's limit. */
export const machineQuotas = pgTable(
  'machine_quotas',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    region: text('region').notNull(),
    machineType: text('machine_type')
      .notNull()
      .references(() => machineTypes.machineType),
    limit: integer('limit').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.region, t.machineType] }),
    check('machine_quotas_not_negative', sql`${t.limit} >= 0`),
  ],
)

/** The hardware an org asked for. */
export const computeSettings = pgTable(
  'compute_settings',
  {
    orgId: text('org_id')
      .primaryKey()
      .references(() => orgs.orgId),
    region: text('region').notNull(),
    machineType: text('machine_type')
      .notNull()
      .references(() => machineTypes.machineType),
    count: integer('count').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [check('compute_settings_count', sql`${t.count} >= 0`)],
)
