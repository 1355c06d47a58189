import { asc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { computeSettings, machineQuotas, machineTypes } from '@/db/schema/index'
import { lookUp } from './look-up'

export type MachineTypeRow = typeof machineTypes.$inferSelect

export const listMachineTypes = (db: Db): Promise<MachineTypeRow[]> =>
  lookUp(() => db.select().from(machineTypes).orderBy(asc(machineTypes.vcpus), asc(machineTypes.machineType)))

/** A machine, with what the org may have of it in the region; null where the machine is unknown. */
export const findMachineLimit = (
  db: Db,
  org: string,
  region: string,
  machineType: string,
): Promise<{ readonly vcpus: number; readonly memoryGb: number; readonly limit: number } | null> =>
  lookUp(async () => {
    const [row] = await db.$client<{ vcpus: number; memoryGb: number; limit: number }[]>`
      select vcpus, memory_gb as "memoryGb", machine_limit(${org}, ${region}, machine_type) as "limit"
        from machine_types where machine_type = ${machineType}`
    return row ?? null
  })

export type MachineQuotaRow = typeof machineQuotas.$inferSelect

/** The quotas that an org has for itself. */
export const listMachineQuotas = (db: Db, org: string): Promise<MachineQuotaRow[]> =>
  lookUp(() =>
    db
      .select()
      .from(machineQuotas)
      .where(eq(machineQuotas.orgId, org))
      .orderBy(asc(machineQuotas.region), asc(machineQuotas.machineType)),
  )

export type ComputeSettingsRow = typeof computeSettings.$inferSelect

/** The hardware an org asked for last; null where it never did. */
export const findComputeSettings = (db: Db, org: string): Promise<ComputeSettingsRow | null> =>
  lookUp(async () => {
    const [row] = await db.select().from(computeSettings).where(eq(computeSettings.orgId, org))
    return row ?? null
  })

/** Whether there is a choice of machines: weekly quotas are switched on (W4), and there is a machine. */
export const offersMachines = (db: Db): Promise<boolean> =>
  lookUp(async () => {
    const [row] = await db.$client<{ offered: boolean }[]>`
      select exists (select from platform_switches where compute_mode) and exists (select from machine_types) as offered`
    return row?.offered ?? false
  })
