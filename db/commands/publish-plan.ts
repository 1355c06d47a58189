import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor, writePico } from '@/db/columns'
import { type Minor, pico } from '@/lib/core/money/amount'
import type { ComputeRatio } from '@/lib/core/plans/compute-units'
import type { Quantity } from '@/lib/core/usage/price'
import { call } from './call'
import { json, only } from './json'

export type PlanWrite = {
  readonly plan: string
  readonly name: string
  /** The latest version and one more. */
  readonly version: number
  /** Compute units a week. */
  readonly quota: Quantity
  readonly currency: string
  readonly priceMonthly: Minor
  readonly priceAnnual: Minor
  readonly ratio: ComputeRatio
  readonly maxMemoryMb: number
  readonly maxVcpus: number
  readonly effectiveFrom: Temporal.Instant
  readonly effectiveUntil: Temporal.Instant | null
  readonly active: boolean
}

type Outcome = 'applied' | 'exists' | 'stale'

const text = (units: bigint): string => writePico(pico(units))

/** The version as its row has it, amounts as decimal text. */
export const planTerms = (plan: PlanWrite) => ({
  quota: text(plan.quota),
  currency: plan.currency,
  price_monthly: writeMinor(plan.priceMonthly),
  price_annual: writeMinor(plan.priceAnnual),
  units_base: text(plan.ratio.base),
  units_per_cost: text(plan.ratio.perCost),
  units_ceiling: plan.ratio.ceiling === null ? null : text(plan.ratio.ceiling),
  max_memory_mb: plan.maxMemoryMb,
  max_vcpus: plan.maxVcpus,
  effective_from: plan.effectiveFrom.toString(),
  effective_until: plan.effectiveUntil?.toString() ?? null,
  active: plan.active,
})

/** Publishes the next version of a plan, or its first. */
export const publishPlan = (
  db: Db,
  plan: PlanWrite,
  { by, at, audit }: { readonly by: string; readonly at: Temporal.Instant; readonly audit: unknown },
): Promise<Outcome> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: Outcome }[]>`
      select publish_plan(${plan.plan}, ${plan.name}, ${plan.version}, ${json(sql, planTerms(plan))}, ${by},
        ${at.toString()}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })
