import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json, only } from './json'

export type ComputeSettings = {
  readonly region: string
  readonly machineType: string
  /** Machines asked for. */
  readonly count: number
}

/** Saves the hardware an org asked for. `stale`: it is above the quota of this moment, or the machine is unknown. */
export const saveComputeSettings = (
  db: Db,
  org: string,
  { region, machineType, count }: ComputeSettings,
  at: Temporal.Instant,
  audit: unknown,
): Promise<'applied' | 'stale' | 'unknown_org'> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: 'applied' | 'stale' | 'unknown_org' }[]>`
      select save_compute_settings(${org}, ${region}, ${machineType}, ${count}, ${at.toString()}, ${json(sql, audit)})
        as outcome`
    return only(rows).outcome
  })

export type QuotaWrite = {
  readonly region: string
  readonly machineType: string
  /** Null takes the org's own quota away. */
  readonly limit: number | null
}
type QuotaOutcome = 'applied' | 'unknown_org' | 'unknown_machine_type'

export const setMachineQuota = (
  db: Db,
  org: string,
  { region, machineType, limit }: QuotaWrite,
  at: Temporal.Instant,
  audit: unknown,
): Promise<QuotaOutcome> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: QuotaOutcome }[]>`
      select set_machine_quota(${org}, ${region}, ${machineType}, ${limit}, ${at.toString()}, ${json(sql, audit)})
        as outcome`
    return only(rows).outcome
  })

export type MachineTypeWrite = {
  readonly machineType: string
  readonly vcpus: number
  readonly memoryGb: number
  readonly defaultLimit: number
}

/** Adds a machine. `exists`: there is another one of that name. */
export const addMachineType = (
  db: Db,
  { machineType, vcpus, memoryGb, defaultLimit }: MachineTypeWrite,
  audit: unknown,
): Promise<'applied' | 'exists'> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: 'applied' | 'exists' }[]>`
      select add_machine_type(${machineType}, ${vcpus}, ${memoryGb}, ${defaultLimit}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })
