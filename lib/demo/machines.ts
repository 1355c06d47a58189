import type { Ctx } from '@/lib/context'
import { addMachineType } from '@/lib/flows/compute/add-machine-type'

/** What a demo lets its customers choose: two of which everybody may have some, and one to ask for. */
const demoMachines = [
  { machineType: 'e2-standard-2', vcpus: 2, memoryGb: 8, defaultLimit: 4 },
  { machineType: 'n2-standard-4', vcpus: 4, memoryGb: 16, defaultLimit: 2 },
  { machineType: 'n2-highmem-8', vcpus: 8, memoryGb: 64, defaultLimit: 0 },
] as const

/** May be repeated. */
export const addDemoMachines = async (ctx: Ctx): Promise<void> => {
  for (const machine of demoMachines) await addMachineType(ctx, machine)
}
