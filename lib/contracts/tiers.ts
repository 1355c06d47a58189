import { z } from 'zod'
import { minor, minorPlaces } from '@/lib/core/money/amount'
import { isChargeable } from '@/lib/core/money/chargeable'
import { parseDecimal } from '@/lib/core/money/decimal'
import { decimalPrice } from './common'

const price = decimalPrice(minorPlaces)
  .transform((text) => minor(parseDecimal(text, minorPlaces) ?? 0n))
  .refine(isChargeable, 'must be from 0.50 to 999999.99')

export const soldTier = z.enum(['pro', 'pro_plus', 'pro_plus_plus'])
const currency = z.enum(['CHF', 'EUR', 'USD'])

/** A version of what a tier costs, to be published: `version` is the latest one in its currency and one more. */
export const publishTierRequest = z.strictObject({
  tier: soldTier,
  version: z.int().min(1).max(1_000_000),
  currency,
  priceMonthly: price,
  priceAnnual: price,
  active: z.boolean().default(true),
})

export const tierVersionItem = z.object({
  tier: soldTier,
  version: z.int(),
  currency,
  concurrency: z.int(),
  priceMonthly: z.string(),
  priceAnnual: z.string(),
  active: z.boolean(),
  publishedAt: z.iso.datetime(),
})
export type TierVersionItem = z.infer<typeof tierVersionItem>

export const tiersAnswer = z.object({ tiers: z.array(tierVersionItem) })
export type TiersAnswer = z.infer<typeof tiersAnswer>
