import { machineActor } from '@/lib/auth/machine'
import { requirePermission } from '@/lib/context'
import { tenantInPath } from '@/lib/contracts/common'
import { suspendRequest } from '@/lib/contracts/tenants'
import { reportTenant } from '@/lib/flows/tenants/report-tenant'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { answerTenant } from '@/lib/http/tenants'

/** The tenant was suspended, or with `suspended: false` resumed (T1). */
export const POST = route(machineActor, async ({ request, ctx, params }) => {
  requirePermission(ctx, 'tenants:write')
  const { suspended, occurredAt } = parse(suspendRequest, await readJson(request))
  const kind = suspended ? 'suspend' : 'resume'
  return answerTenant(await reportTenant(ctx, parse(tenantInPath, params.name), { kind, at: occurredAt ?? ctx.now }))
})
