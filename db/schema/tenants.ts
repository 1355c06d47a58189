import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from '@/db/columns'
import { orgs } from './orgs'

/** Which org a tenant's name belongs to. Names are unique over the platform, so this register is nobody's row. */
export const tenantRegister = pgTable('tenant_register', {
  tenant: text('tenant').primaryKey(),
  orgId: text('org_id').notNull(),
})

/** The tenants as they are now. A projection of the three event tables, rebuilt from them at any time. */
export const tenants = pgTable(
  'tenants',
  {
    orgId: text('org_id')
      .notNull()
      .references(() => orgs.orgId),
    tenant: text('tenant').notNull(),
    version: integer('version').notNull(),
    alive: boolean('alive').notNull(),
    suspended: boolean('suspended').notNull(),
    skills: text('skills').array().notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.tenant] })],
)

const eventColumns = {
  orgId: text('org_id')
    .notNull()
    .references(() => orgs.orgId),
  eventId: text('event_id').notNull(),
  tenant: text('tenant').notNull(),
  occurredAt: instant('occurred_at').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: text('recorded_by').notNull(),
  sequence: bigint('sequence', { mode: 'bigint' }).notNull(),
}

/** Created and deleted. Append-only. */
export const tenantBillingLifecycle = pgTable(
  'tenant_billing_lifecycle',
  { ...eventColumns, kind: text('kind', { enum: ['created', 'deleted'] }).notNull() },
  (t) => [
    primaryKey({ columns: [t.orgId, t.eventId] }),
    index('tenant_billing_lifecycle_by_tenant').on(t.orgId, t.tenant, t.occurredAt),
    check('tenant_billing_lifecycle_kind', sql`${t.kind} in ('created', 'deleted')`),
  ],
)

/** Skills enabled and disabled. Append-only. */
export const tenantSkillEvents = pgTable(
  'tenant_skill_events',
  {
    ...eventColumns,
    kind: text('kind', { enum: ['enabled', 'disabled'] }).notNull(),
    skill: text('skill').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.eventId] }),
    index('tenant_skill_events_by_tenant').on(t.orgId, t.tenant, t.occurredAt),
    check('tenant_skill_events_kind', sql`${t.kind} in ('enabled', 'disabled')`),
  ],
)

/** Suspended and resumed. Append-only. */
export const tenantSuspensionEvents = pgTable(
  'tenant_suspension_events',
  { ...eventColumns, kind: text('kind', { enum: ['suspended', 'resumed'] }).notNull() },
  (t) => [
    primaryKey({ columns: [t.orgId, t.eventId] }),
    index('tenant_suspension_events_by_tenant').on(t.orgId, t.tenant, t.occurredAt),
    check('tenant_suspension_events_kind', sql`${t.kind} in ('suspended', 'resumed')`),
  ],
)
