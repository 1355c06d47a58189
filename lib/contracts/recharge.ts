import { z } from 'zod'
import { minor, minorPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { decimalPrice, orgSlug } from './common'

const amount = decimalPrice(minorPlaces).transform((text) => minor(parseDecimal(text, minorPlaces) ?? 0n))

/** How an organization wants its credit recharged; `monthlyCap` null is none. */
export const rechargeInput = z.strictObject({
  org: orgSlug,
  enabled: z.boolean(),
  threshold: amount,
  amount,
  monthlyCap: amount.nullable(),
})
