import { listPackVersions, type PackVersion } from '@/db/queries/packs'
import { type Ctx, requirePlatformPermission } from '@/lib/context'
import { minorPlaces } from '@/lib/core/money/amount'
import { amountText } from '@/lib/core/money/amount-text'
import { formatDecimal } from '@/lib/core/money/decimal'

const itemOf = ({
  pack,
  name,
  version,
  currency,
  price,
  credit,
  expiresAfterDays,
  active,
  publishedAt,
}: PackVersion) => ({
  pack,
  name,
  version,
  currency,
  price: formatDecimal(price, minorPlaces),
  credit: amountText(credit, currency),
  expiresAfterDays,
  active,
  publishedAt: publishedAt.toString(),
})

/** Every version of every credit pack, the newest of each first. */
export const packVersionItems = async (ctx: Ctx) => {
  requirePlatformPermission(ctx, 'funds:write')
  return (await listPackVersions(ctx.db)).map(itemOf)
}

/** One version, as it was published. */
export const packVersionItem = async (ctx: Ctx, pack: string, version: number) => {
  const found = (await packVersionItems(ctx)).find((row) => row.pack === pack && row.version === version)
  if (!found) throw new Error(`there is no version ${version} of the pack ${pack}`)
  return found
}
