import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { backfillTenants } from '@/lib/flows/tenants/backfill-tenants'
import { liveTenants } from '@/lib/http/live-tenants'
import { readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Mirrors a posted snapshot of live tenants (T4). */
export const POST = route(machineOrPerson, async ({ request, ctx }) => {
  requirePermission(ctx, 'backfill:write')
  return Response.json(await backfillTenants(ctx, liveTenants(await readJson(request))))
})
