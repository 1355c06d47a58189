import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { Plan } from '@/lib/core/funding/account'
import { lookUp } from './look-up'

type Row = {
  plan: string
  version: number
  quota: string
  base: string
  per_cost: string
  ceiling: string | null
  max_memory_mb: number
  max_vcpus: number
}

/** A version of a plan, which never changes; null where there is none. */
export const findPlanVersion = (db: Db, plan: string, version: number): Promise<Omit<Plan, 'periodStartedAt'> | null> =>
  lookUp(async () => {
    const [row] = await db.$client<Row[]>`
      select plan, version, quota::text, units_base::text as base, units_per_cost::text as per_cost,
             units_ceiling::text as ceiling, max_memory_mb, max_vcpus
        from plan_versions where plan = ${plan} and version = ${version}`
    if (!row) return null
    return {
      plan: row.plan,
      version: row.version,
      quota: readPico(row.quota),
      ratio: {
        base: readPico(row.base),
        perCost: readPico(row.per_cost),
        ceiling: row.ceiling === null ? null : readPico(row.ceiling),
      },
      maxMemoryMb: row.max_memory_mb,
      maxVcpus: row.max_vcpus,
    }
  })
