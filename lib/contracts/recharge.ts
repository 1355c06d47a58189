import { z } from 'zod'
import { minor, minorPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { decimalPrice, orgSlug } from './common'

const amount = decimalPrice(minorPlaces).transform((text) => minor(parseDecimal(text, minorPlaces) ?? 0n))

/** How an organization wants its credit recharged, `monthlyCap` null is none; or that it wants no more recharges. */
export const rechargeInput = z.discriminatedUnion('enabled', [
  z.strictObject({
    org: orgSlug,
    enabled: z.literal(true),
    threshold: amount,
    amount,
    monthlyCap: amount.nullable(),
  }),
  z.strictObject({ org: orgSlug, enabled: z.literal(false) }),
])
