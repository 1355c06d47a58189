import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { backfillRequest } from '@/lib/contracts/tenants'
import { backfillTenants, type LiveTenant } from '@/lib/flows/tenants/backfill-tenants'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/platform/errors'

/** Mirrors a posted snapshot of live tenants (T4). */
export const POST = route(machineOrPerson, async ({ request, ctx }) => {
  requirePermission(ctx, 'backfill:write')
  const { items, orgLabel } = parse(backfillRequest, await readJson(request))
  const live = items.map(({ metadata, spec, status }): LiveTenant => {
    const org = metadata.labels[orgLabel]
    if (!org)
      throw new Refusal('unknown_org', `The tenant ${metadata.name} has no label ${orgLabel}.`, {
        tenant: metadata.name,
      })
    return {
      org,
      tenant: metadata.name,
      createdAt: metadata.creationTimestamp,
      suspendedAt: status.suspendedAt ?? null,
      packages: [...new Set(spec.packages)].sort(),
    }
  })
  return Response.json(await backfillTenants(ctx, live))
})
