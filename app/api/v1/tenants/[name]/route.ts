import { machineActor } from '@/lib/auth/machine'
import { requirePermission } from '@/lib/context'
import { tenantInPath } from '@/lib/contracts/common'
import { deleteTenantRequest, setPackagesRequest } from '@/lib/contracts/tenants'
import { reportTenant } from '@/lib/flows/tenants/report-tenant'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { answerTenant } from '@/lib/http/tenants'

/** The tenant's full new set of packages (T2). */
export const PATCH = route(machineActor, async ({ request, ctx, params }) => {
  requirePermission(ctx, 'tenants:write')
  const { packages, occurredAt } = parse(setPackagesRequest, await readJson(request))
  const tenant = parse(tenantInPath, params.name)
  return answerTenant(await reportTenant(ctx, tenant, { kind: 'packages', at: occurredAt ?? ctx.now, packages }))
})

/** The tenant was deleted. It keeps its history and gets its final charges (T5). */
export const DELETE = route(machineActor, async ({ request, ctx, params }) => {
  requirePermission(ctx, 'tenants:write')
  const { occurredAt } = parse(deleteTenantRequest, await readJson(request))
  return answerTenant(
    await reportTenant(ctx, parse(tenantInPath, params.name), { kind: 'delete', at: occurredAt ?? ctx.now }),
  )
})
