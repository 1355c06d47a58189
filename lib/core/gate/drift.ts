import type { Gate } from './project'

type Shown = Omit<Gate, 'validUntil'>

const fields = [
  'biller',
  'halted',
  'reason',
  'currency',
  'remaining',
  'held',
  'unit',
  'unitsRemaining',
  'unitsHeld',
  'maxDiskMb',
  'maxMemoryMb',
  'maxVcpus',
  'concurrency',
  'cap',
  'quota',
] as const satisfies readonly (keyof Shown)[]

/** What a gate says otherwise than the account that it is a projection of; empty where it is right. */
export const gateDrift = (shown: Shown, projected: Shown): readonly (keyof Shown)[] => {
  const ratio = (['base', 'perCost', 'ceiling'] as const).every((part) => shown.ratio[part] === projected.ratio[part])
  return [...fields.filter((field) => shown[field] !== projected[field]), ...(ratio ? [] : (['ratio'] as const))]
}
