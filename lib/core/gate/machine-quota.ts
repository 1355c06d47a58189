import { type Refused, refuse } from '@/lib/core/refusal'

/** A kind of machine a customer can choose. */
export type MachineType = { readonly name: string; readonly vcpus: number; readonly memoryGb: number }

/** Compute settings about to be saved. `requested` and `limit` are counts of machines of that type in that region. */
export type MachineRequest = {
  readonly machineType: MachineType
  readonly region: string
  readonly requested: number
  readonly limit: number
}

/** A machine type as screens name it: `4 vCPUs / 16 GB RAM`. */
export const describeMachine = ({ vcpus, memoryGb }: Pick<MachineType, 'vcpus' | 'memoryGb'>): string =>
  `${vcpus} ${vcpus === 1 ? 'vCPU' : 'vCPUs'} / ${memoryGb} GB RAM`

/**
 * Holds compute settings against the org's quota (Q7). Null where they fit; at the limit they do.
 * @returns otherwise a refusal whose facts are those of the wire.
 */
export const guardMachineQuota = (request: MachineRequest): Refused<'quota_exceeded'> | null => {
  const { machineType, region, requested, limit } = request
  if (requested <= limit) return null
  const sentence =
    `${requested} × ${describeMachine(machineType)} (${machineType.name}) in ${region} is above your quota: ` +
    `${limit === 0 ? 'none is' : limit === 1 ? '1 is' : `${limit} are`} available. Ask for a higher quota or choose fewer.`
  return refuse('quota_exceeded', sentence, { machine_type: machineType.name, region, limit, requested })
}

/**
 * The count the form falls to: the one requested where it fits, else the limit. Null where the quota is zero: then the
 * hardware last saved is restored.
 */
export const capCount = (limit: number, requested: number): number | null => {
  if (requested <= limit) return requested
  return limit >= 1 ? limit : null
}
