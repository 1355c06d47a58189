import { machineOrPerson } from '@/lib/auth/machine-or-person'
import type { MachineTypesAnswer } from '@/lib/contracts/compute'
import { route } from '@/lib/http/route'
import { machineTypeList } from '@/lib/reads/compute'

/** The machines that compute settings can name. */
export const GET = route(machineOrPerson, async ({ ctx }) =>
  Response.json({ machineTypes: await machineTypeList(ctx) } satisfies MachineTypesAnswer),
)
