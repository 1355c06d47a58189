import { z } from 'zod'
import { minor, minorPlaces } from '@/lib/core/money/amount'
import { isChargeable } from '@/lib/core/money/chargeable'
import { parseDecimal } from '@/lib/core/money/decimal'
import { decimalPrice, identifier, line, orgSlug } from './common'
import { grantRequest } from './funding'

/** A pack: a slug. */
export const packName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be a slug: a-z, 0-9 and -')
const version = z.int().min(1).max(1_000_000)
const amount = decimalPrice(minorPlaces).transform((text) => minor(parseDecimal(text, minorPlaces) ?? 0n))

/** A version of a pack to be published: `version` is the latest one and one more. */
export const publishPackRequest = z.strictObject({
  pack: packName,
  name: line(70).min(1, 'is needed'),
  version,
  currency: z.enum(['CHF', 'EUR', 'USD']),
  price: amount.refine(isChargeable, 'must be from 0.50 to 999999.99'),
  credit: grantRequest.shape.amount,
  expiresAfterDays: z.int().min(1).max(36_500).nullable().default(null),
  active: z.boolean().default(true),
})

export const packVersionItem = z.object({
  pack: z.string(),
  name: z.string(),
  version: z.int(),
  currency: z.string(),
  price: z.string(),
  credit: z.string(),
  expiresAfterDays: z.int().nullable(),
  active: z.boolean(),
  publishedAt: z.iso.datetime(),
})
export type PackVersionItem = z.infer<typeof packVersionItem>

export const packsAnswer = z.object({ packs: z.array(packVersionItem) })
export type PacksAnswer = z.infer<typeof packsAnswer>

/** A pack as the customer saw it: on other terms it is not sold to them. */
export const buyPackInput = z.strictObject({ org: orgSlug, pack: packName, version })
export const buyAmountInput = z.strictObject({ org: orgSlug, amount })
export const purchaseInput = z.strictObject({ org: orgSlug, checkoutId: identifier })
