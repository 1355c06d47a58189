import { recordTenantEvents } from '@/db/commands/record-tenant-events'
import { findTenant, loadTenantEvents } from '@/db/queries/tenants'
import { auditEntry, type Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { type ChangeEvent, decideChange, type TenantChange } from '@/lib/core/tenants/change'
import type { TenantState } from '@/lib/core/tenants/timeline'
import { accept, Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'

export type ChangedTenant = {
  readonly org: string
  readonly tenant: string
  readonly state: TenantState
  readonly recorded: readonly ChangeEvent[]
}

const attempts = 20

/** What a report adds to the record of a tenant as it is now; nothing is written. */
export const decideTenant = async (ctx: Ctx, org: string, tenant: string, change: TenantChange) => {
  const known = await findTenant(ctx.db, tenant)
  if (known && known.org !== org) throw new Refusal('tenant_taken', `The name ${tenant} is taken.`, { tenant })
  const events = known ? await loadTenantEvents(ctx.db, org, { tenant }) : []
  return { ...accept(decideChange(tenant, events, change)), version: known?.version ?? 0 }
}

/**
 * Records what happened to a tenant: the difference to what is recorded, so a replay records nothing. Two reports at
 * once are put in order by the tenant's version.
 */
export const changeTenant = async (
  ctx: Ctx,
  org: string,
  tenant: string,
  change: TenantChange,
): Promise<ChangedTenant> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { events: added, state, version } = await decideTenant(ctx, org, tenant, change)
    if (added.length === 0) return { org, tenant, state, recorded: [] }
    const outcome = await recordTenantEvents(ctx.db, {
      org,
      tenant,
      expected: version,
      events: added.map((event) => ({ ...event, id: newId('tev'), at: event.at.toString() })),
      state,
      by: actorName(ctx.actor),
      recordedAt: ctx.now,
      audit:
        ctx.actor.kind === 'user'
          ? auditEntry(ctx, `tenant.${change.kind}`, { org, subject: tenant, after: state })
          : null,
    })
    if (outcome === 'applied') return { org, tenant, state, recorded: added }
    if (outcome === 'taken') throw new Refusal('tenant_taken', `The name ${tenant} is taken.`, { tenant })
    if (outcome === 'unknown_org') throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  }
  throw new Refusal('stale', `The tenant ${tenant} is changed by many at once; try again.`, { tenant })
}
