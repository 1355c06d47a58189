import { listPlanVersions } from '@/db/queries/plan-versions'
import { listTierVersions } from '@/db/queries/tier-versions'
import type { Ctx } from '@/lib/context'
import { type Offer, tierTitles } from '@/lib/core/plans/offer'

/** Every version of every plan and tier, as it is priced. */
export const listOffers = async (ctx: Pick<Ctx, 'db'>): Promise<Offer[]> => {
  const [plans, tiers] = await Promise.all([listPlanVersions(ctx.db), listTierVersions(ctx.db)])
  return [
    ...plans.map(
      ({ plan, name, version, currency, priceMonthly, priceAnnual, active, effectiveFrom, effectiveUntil }): Offer => ({
        product: 'plan',
        name: plan,
        version,
        title: name,
        currency,
        priceMonthly,
        priceAnnual,
        active,
        from: effectiveFrom.epochNanoseconds,
        until: effectiveUntil?.epochNanoseconds ?? null,
      }),
    ),
    ...tiers.map(
      ({ tier, version, currency, priceMonthly, priceAnnual, active, publishedAt }): Offer => ({
        product: 'tier',
        name: tier,
        version,
        title: tierTitles[tier],
        currency,
        priceMonthly,
        priceAnnual,
        active,
        from: publishedAt.epochNanoseconds,
        until: null,
      }),
    ),
  ]
}
