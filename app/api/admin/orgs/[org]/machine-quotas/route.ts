import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { type MachineQuotaAnswer, machineQuotaRequest } from '@/lib/contracts/compute'
import { setMachineQuota } from '@/lib/flows/compute/set-machine-quota'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Sets what an org may have of a machine in a region. */
export const PUT = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '' } = params
  requirePermission(ctx, 'funds:write', org)
  const quota = parse(machineQuotaRequest, await readJson(request))
  await setMachineQuota(ctx, org, quota)
  return Response.json({ org, ...quota } satisfies MachineQuotaAnswer)
})
