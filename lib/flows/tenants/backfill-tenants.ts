import type { Temporal } from 'temporal-polyfill'
import { appendAudit } from '@/db/commands/append-audit'
import { listOrgs } from '@/db/queries/orgs'
import { findTenant } from '@/db/queries/tenants'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import { changeTenant } from './change-tenant'
import { requirePast } from './require-past'

/** A live tenant as its cluster shows it. */
export type LiveTenant = {
  readonly org: string
  readonly tenant: string
  readonly createdAt: Temporal.Instant
  readonly suspendedAt: Temporal.Instant | null
  readonly packages: readonly string[]
}

export type BackfillAnswer = {
  readonly message: string
  readonly tenantsExamined: number
  readonly lifecycleInserted: number
  readonly eventsInserted: number
  readonly suspensionEventsInserted: number
}

/**
 * Mirrors live tenants into the record (T4). Everything is checked before the first event is written; a second run
 * over the same snapshot inserts nothing. What was new is in the audit chain.
 */
export const backfillTenants = async (ctx: Ctx, live: readonly LiveTenant[]): Promise<BackfillAnswer> => {
  requirePermission(ctx, 'backfill:write')
  await check(ctx, live)
  const counts = { lifecycle: 0, skill: 0, suspension: 0 }
  for (const { org, tenant, createdAt, suspendedAt, packages } of live) {
    const change = { kind: 'mirror', at: ctx.now, createdAt, suspendedAt, packages } as const
    for (const event of (await changeTenant(ctx, org, tenant, change)).recorded) counts[event.table] += 1
  }
  if (counts.lifecycle + counts.skill + counts.suspension > 0) {
    await appendAudit(ctx.db, auditEntry(ctx, 'tenants.backfill', { after: { examined: live.length, ...counts } }))
  }
  return {
    message: `Backfill of ${live.length} tenants is complete.`,
    tenantsExamined: live.length,
    lifecycleInserted: counts.lifecycle,
    eventsInserted: counts.skill,
    suspensionEventsInserted: counts.suspension,
  }
}

const check = async (ctx: Ctx, live: readonly LiveTenant[]): Promise<void> => {
  const orgs = new Set((await listOrgs(ctx.db)).map((org) => org.org))
  const seen = new Set<string>()
  for (const { org, tenant, createdAt, suspendedAt } of live) {
    requirePermission(ctx, 'backfill:write', org)
    if (!orgs.has(org))
      throw new Refusal('unknown_org', `The tenant ${tenant} names an unknown organization.`, { org, tenant })
    if (seen.has(tenant)) throw new Refusal('invalid_request', `The tenant ${tenant} is listed twice.`, { tenant })
    seen.add(tenant)
    requirePast(ctx, createdAt)
    if (suspendedAt) requirePast(ctx, suspendedAt)
    const known = await findTenant(ctx.db, tenant)
    if (known && known.org !== org) throw new Refusal('tenant_taken', `The name ${tenant} is taken.`, { tenant })
  }
}
