import type { Db } from '@/db/client'
import { type Offer, tierTitles } from '@/lib/core/plans/offer'
import { listPlanVersions } from './plan-versions'
import { listTierVersions } from './tier-versions'

/** Every version of every plan and tier, as it is priced. */
export const listOffers = async (db: Db): Promise<Offer[]> => {
  const [plans, tiers] = await Promise.all([listPlanVersions(db), listTierVersions(db)])
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
