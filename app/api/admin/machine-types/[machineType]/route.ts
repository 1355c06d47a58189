import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePlatformPermission } from '@/lib/context'
import { type MachineTypeItem, machineTypeName, machineTypeRequest } from '@/lib/contracts/compute'
import { describeMachine } from '@/lib/core/gate/machine-quota'
import { addMachineType } from '@/lib/flows/compute/add-machine-type'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Adds a machine that compute settings can name. */
export const PUT = route(machineOrPerson, async ({ request, ctx, params }) => {
  requirePlatformPermission(ctx, 'funds:write')
  const machineType = parse(machineTypeName, params.machineType)
  const type = { machineType, ...parse(machineTypeRequest, await readJson(request)) }
  await addMachineType(ctx, type)
  return Response.json({ ...type, description: describeMachine(type) } satisfies MachineTypeItem)
})
