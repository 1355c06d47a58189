import { listTierVersions, type TierVersion } from '@/db/queries/tier-versions'
import { type Ctx, requirePlatformPermission } from '@/lib/context'
import { tiers } from '@/lib/core/funding/account'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'

const itemOf = ({ tier, version, currency, priceMonthly, priceAnnual, active, publishedAt }: TierVersion) => ({
  tier,
  version,
  currency,
  concurrency: tiers[tier],
  priceMonthly: formatDecimal(priceMonthly, minorPlaces),
  priceAnnual: formatDecimal(priceAnnual, minorPlaces),
  active,
  publishedAt: publishedAt.toString(),
})

/** Every version of what every tier costs, by tier and currency, the newest first. */
export const tierVersionItems = async (ctx: Ctx) => {
  requirePlatformPermission(ctx, 'funds:write')
  return (await listTierVersions(ctx.db)).map(itemOf)
}
