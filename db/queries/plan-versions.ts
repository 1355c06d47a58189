import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant, readMinor, readPico } from '@/db/columns'
import type { PlanWrite } from '@/db/commands/publish-plan'
import { lookUp } from './look-up'

export type PlanVersionRow = PlanWrite & { readonly publishedAt: Temporal.Instant }

type Row = {
  plan: string
  name: string
  version: number
  quota: string
  currency: string
  price_monthly: string
  price_annual: string
  base: string
  per_cost: string
  ceiling: string | null
  max_memory_mb: number
  max_vcpus: number
  effective_from: string
  effective_until: string | null
  active: boolean
  published_at: string
}

const versionOf = (row: Row): PlanVersionRow => ({
  plan: row.plan,
  name: row.name,
  version: row.version,
  quota: readPico(row.quota),
  currency: row.currency,
  priceMonthly: readMinor(row.price_monthly),
  priceAnnual: readMinor(row.price_annual),
  ratio: {
    base: readPico(row.base),
    perCost: readPico(row.per_cost),
    ceiling: row.ceiling === null ? null : readPico(row.ceiling),
  },
  maxMemoryMb: row.max_memory_mb,
  maxVcpus: row.max_vcpus,
  effectiveFrom: readInstant(row.effective_from),
  effectiveUntil: row.effective_until === null ? null : readInstant(row.effective_until),
  active: row.active,
  publishedAt: readInstant(row.published_at),
})

/** Every version of every plan, by plan, the newest version first. */
export const listPlanVersions = (db: Db): Promise<readonly PlanVersionRow[]> =>
  lookUp(async () => {
    const rows = await db.$client<Row[]>`
      select v.plan, p.name, v.version, v.quota::text, v.currency, v.price_monthly::text, v.price_annual::text,
             v.units_base::text as base, v.units_per_cost::text as per_cost, v.units_ceiling::text as ceiling,
             v.max_memory_mb, v.max_vcpus, v.effective_from, v.effective_until, v.active, v.published_at
        from plan_versions v join plans p on p.plan = v.plan
       order by v.plan, v.version desc`
    return rows.map(versionOf)
  })

/** What plans are called, by plan. */
export const listPlanNames = (db: Db): Promise<ReadonlyMap<string, string>> =>
  lookUp(async () => {
    const rows = await db.$client<{ plan: string; name: string }[]>`select plan, name from plans`
    return new Map(rows.map(({ plan, name }) => [plan, name]))
  })
