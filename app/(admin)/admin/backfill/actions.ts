'use server'

import { requirePermission } from '@/lib/context'
import { snapshotInput } from '@/lib/contracts/tenants'
import { backfillTenants } from '@/lib/flows/tenants/backfill-tenants'
import { action } from '@/lib/http/action'
import { liveTenants } from '@/lib/http/live-tenants'

/** Mirrors a snapshot of live tenants that an admin chose (T4). */
export const mirrorSnapshot = action(snapshotInput, async (ctx, { snapshot }) => {
  requirePermission(ctx, 'backfill:write')
  return backfillTenants(ctx, liveTenants(snapshot))
})
