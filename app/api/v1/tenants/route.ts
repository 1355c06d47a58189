import { machineActor } from '@/lib/auth/machine'
import { requirePermission } from '@/lib/context'
import { createTenantRequest } from '@/lib/contracts/tenants'
import { createTenant } from '@/lib/flows/tenants/report-tenant'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { answerTenant } from '@/lib/http/tenants'

/** A tenant was created (T1). Reporting one that lives changes nothing. */
export const POST = route(machineActor, async ({ request, ctx }) => {
  requirePermission(ctx, 'tenants:write')
  const { org, name, packages, occurredAt } = parse(createTenantRequest, await readJson(request))
  return answerTenant(await createTenant(ctx, org, name, { kind: 'create', at: occurredAt ?? ctx.now, packages }))
})
