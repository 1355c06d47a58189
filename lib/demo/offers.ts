import type { PlanWrite } from '@/db/commands/publish-plan'
import type { Ctx } from '@/lib/context'
import { minor, picoPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { freePlan } from '@/lib/core/plans/offer'
import { publishTier } from '@/lib/flows/payments/subscriptions/publish-tier'
import { publishPlan } from '@/lib/flows/plans/publish-plan'
import type { Calendar } from './calendar'
import { unless } from './unless'

const units = (text: string): bigint => parseDecimal(text, picoPlaces) ?? 0n

const plan = (
  calendar: Calendar,
  of: { readonly plan: string; readonly name: string; readonly quota: string; readonly monthly: bigint },
): PlanWrite => ({
  plan: of.plan,
  name: of.name,
  version: 1,
  quota: units(of.quota),
  currency: 'CHF',
  priceMonthly: minor(of.monthly),
  priceAnnual: minor(of.monthly * 10n),
  ratio: { base: units('1'), perCost: units('100'), ceiling: units('250') },
  maxMemoryMb: of.monthly === 0n ? 8_192 : 131_072,
  maxVcpus: of.monthly === 0n ? 2 : 64,
  effectiveFrom: calendar.day(0),
  effectiveUntil: null,
  active: true,
})

const tierPrices = [
  { tier: 'pro', monthly: 2_000n },
  { tier: 'pro_plus', monthly: 9_000n },
  { tier: 'pro_plus_plus', monthly: 15_000n },
] as const

/** Publishes what customers of the demo can subscribe to beside the plan they are on; what is there stays. */
export const publishDemoOffers = async (ctx: Ctx, calendar: Calendar): Promise<void> => {
  const plans = [
    plan(calendar, { plan: freePlan, name: 'Free', quota: '100', monthly: 0n }),
    plan(calendar, { plan: 'compute-business', name: 'Business', quota: '5000', monthly: 19_900n }),
  ]
  for (const each of plans) await unless(['exists'], () => publishPlan(ctx, each))
  for (const currency of ['CHF', 'USD'] as const) {
    for (const { tier, monthly } of tierPrices) {
      const terms = { tier, version: 1, currency, active: true, priceMonthly: minor(monthly) }
      await unless(['exists'], () => publishTier(ctx, { ...terms, priceAnnual: minor(monthly * 10n) }))
    }
  }
}
