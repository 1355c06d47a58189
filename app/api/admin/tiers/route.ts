import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePlatformPermission } from '@/lib/context'
import { publishTierRequest, type TiersAnswer, type TierVersionItem } from '@/lib/contracts/tiers'
import { publishTier } from '@/lib/flows/payments/subscriptions/publish-tier'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { tierVersionItems } from '@/lib/reads/tiers'

/** Every version of what every tier costs. */
export const GET = route(machineOrPerson, async ({ ctx }) =>
  Response.json({ tiers: await tierVersionItems(ctx) } satisfies TiersAnswer),
)

/** Publishes the next version of what a tier costs in a currency, or its first. */
export const POST = route(machineOrPerson, async ({ request, ctx }) => {
  requirePlatformPermission(ctx, 'funds:write')
  const { tier, version, currency, ...terms } = parse(publishTierRequest, await readJson(request))
  await publishTier(ctx, { tier, version, currency, ...terms })
  const found = (await tierVersionItems(ctx)).find(
    (row) => row.tier === tier && row.version === version && row.currency === currency,
  )
  if (!found) throw new Error(`there is no version ${version} of the tier ${tier} in ${currency}`)
  return Response.json(found satisfies TierVersionItem)
})
