import { findTenant } from '@/db/queries/tenants'
import { type Ctx, requirePermission } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import type { TenantChange } from '@/lib/core/tenants/change'
import { Refusal } from '@/lib/platform/errors'
import { type ChangedTenant, changeTenant } from './change-tenant'
import { requirePast } from './require-past'

/** A machine reports a new tenant of an org. */
export const createTenant = async (
  ctx: Ctx,
  org: string,
  tenant: string,
  change: Extract<TenantChange, { kind: 'create' }>,
): Promise<ChangedTenant> => {
  requirePermission(ctx, 'tenants:write', org)
  requirePast(ctx, change.at)
  return changeTenant(ctx, org, tenant, change)
}

/**
 * A machine reports what happened to a tenant it names; the register knows whose it is. A tenant that the machine may
 * not see is answered like one that is not there.
 */
export const reportTenant = async (
  ctx: Ctx,
  tenant: string,
  change: Exclude<TenantChange, { kind: 'create' | 'mirror' }>,
): Promise<ChangedTenant> => {
  requirePermission(ctx, 'tenants:write')
  requirePast(ctx, change.at)
  const known = await findTenant(ctx.db, tenant)
  if (!known || permit(ctx.actor, 'tenants:write', known.org) !== 'yes') {
    throw new Refusal('unknown_tenant', `There is no tenant ${tenant}.`, { tenant })
  }
  return changeTenant(ctx, known.org, tenant, change)
}
