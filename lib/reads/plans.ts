import { listPlanVersions, type PlanVersionRow } from '@/db/queries/plan-versions'
import { findSubscription } from '@/db/queries/subscriptions'
import { type Ctx, requirePermission, requirePlatformPermission } from '@/lib/context'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { quantityPlaces } from '@/lib/core/usage/price'
import { Refusal } from '@/lib/platform/errors'
import { fundingNow } from './funding-now'
import { accountOf, weekItem } from './org-funding'

const units = (quantity: bigint): string => formatDecimal(quantity, quantityPlaces, 0)

const itemOf = (row: PlanVersionRow) => ({
  plan: row.plan,
  name: row.name,
  version: row.version,
  quota: units(row.quota),
  currency: row.currency,
  priceMonthly: formatDecimal(row.priceMonthly, minorPlaces),
  priceAnnual: formatDecimal(row.priceAnnual, minorPlaces),
  ratios: {
    base: units(row.ratio.base),
    perCost: units(row.ratio.perCost),
    ceiling: row.ratio.ceiling === null ? null : units(row.ratio.ceiling),
  },
  ceilings: { maxMemoryMb: row.maxMemoryMb, maxVcpus: row.maxVcpus },
  effectiveFrom: row.effectiveFrom.toString(),
  effectiveUntil: row.effectiveUntil?.toString() ?? null,
  active: row.active,
  publishedAt: row.publishedAt.toString(),
})

/** Every version of every plan, the newest of each first. */
export const planVersions = async (ctx: Ctx) => {
  requirePlatformPermission(ctx, 'funds:write')
  return (await listPlanVersions(ctx.db)).map(itemOf)
}

/** One version, as it was published. */
export const planVersion = async (ctx: Ctx, plan: string, version: number) => {
  const found = (await planVersions(ctx)).find((row) => row.plan === plan && row.version === version)
  if (!found) throw new Refusal('unknown_plan', `There is no version ${version} of the plan ${plan}.`, { plan })
  return found
}

/**
 * The plan an org is on, or was on last, and its week of quota.
 * @throws Refusal `unknown_plan` where it never was on one.
 */
export const orgSubscription = async (ctx: Ctx, org: string) => {
  requirePermission(ctx, 'funds:write', org)
  const [{ account }, row] = await Promise.all([accountOf(ctx, org), findSubscription(ctx.db, org)])
  if (!row) throw new Refusal('unknown_plan', `${org} is on no plan.`, { org })
  const { week } = fundingNow(account, ctx.now)
  return { org, ...row, periodStartedAt: row.periodStartedAt.toString(), week: weekItem(account, week) }
}
