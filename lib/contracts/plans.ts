import { z } from 'zod'
import { minor, minorPlaces } from '@/lib/core/money/amount'
import { isChargeable } from '@/lib/core/money/chargeable'
import { parseDecimal } from '@/lib/core/money/decimal'
import { quantityPlaces } from '@/lib/core/usage/price'
import { decimalPrice, line, timestamp } from './common'
import { quotaWeekItem } from './funding'

/** A plan: a slug. */
export const planName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be a slug: a-z, 0-9 and -')
const version = z.int().min(1).max(1_000_000)
const units = decimalPrice(quantityPlaces).transform((text) => parseDecimal(text, quantityPlaces) ?? 0n)
/** What Stripe can charge; nothing for a plan that is free. */
const price = decimalPrice(minorPlaces)
  .transform((text) => minor(parseDecimal(text, minorPlaces) ?? 0n))
  .refine((amount) => amount === 0n || isChargeable(amount), 'must be 0, or from 0.50 to 999999.99')
/** So that the units of the dearest event there is, and of many like it, can be kept. */
const perCost = units.refine((ratio) => ratio <= 10n ** BigInt(6 + quantityPlaces), 'must be at most 1000000')

/** A version of a plan to be published (Q1): `version` is the latest one and one more. */
export const publishPlanRequest = z
  .strictObject({
    plan: planName,
    name: line(70).min(1, 'is needed'),
    version,
    quota: units,
    currency: z.enum(['CHF', 'EUR', 'USD']),
    priceMonthly: price,
    priceAnnual: price,
    ratios: z
      .strictObject({
        base: units.prefault('0'),
        perCost: perCost.prefault('1'),
        ceiling: units.nullable().default(null),
      })
      .prefault({}),
    ceilings: z.strictObject({
      maxMemoryMb: z.int().min(1).max(1_000_000_000),
      maxVcpus: z.int().min(1).max(1_000_000),
    }),
    effectiveFrom: timestamp.optional(),
    effectiveUntil: timestamp.nullable().default(null),
    active: z.boolean().default(true),
  })
  .refine(
    ({ effectiveFrom: from, effectiveUntil: until }) =>
      !from || !until || from.epochNanoseconds < until.epochNanoseconds,
    { path: ['effectiveUntil'], message: 'must come after effectiveFrom' },
  )

export const planVersionItem = z.object({
  plan: z.string(),
  name: z.string(),
  version: z.int(),
  quota: z.string(),
  currency: z.string(),
  priceMonthly: z.string(),
  priceAnnual: z.string(),
  ratios: z.object({ base: z.string(), perCost: z.string(), ceiling: z.string().nullable() }),
  ceilings: z.object({ maxMemoryMb: z.int(), maxVcpus: z.int() }),
  effectiveFrom: z.iso.datetime(),
  effectiveUntil: z.iso.datetime().nullable(),
  active: z.boolean(),
  publishedAt: z.iso.datetime(),
})
export type PlanVersionItem = z.infer<typeof planVersionItem>

export const plansAnswer = z.object({ plans: z.array(planVersionItem) })
export type PlansAnswer = z.infer<typeof plansAnswer>

export const subscriptionRequest = z.strictObject({
  plan: planName,
  version,
  billed: z.enum(['monthly', 'annual']),
  periodStartedAt: timestamp.optional(),
})

export const subscriptionAnswer = z.object({
  org: z.string(),
  plan: z.string(),
  version: z.int(),
  billed: z.enum(['monthly', 'annual']),
  status: z.enum(['active', 'past_due', 'unpaid', 'cancelled']),
  periodStartedAt: z.iso.datetime(),
  week: quotaWeekItem.nullable(),
})
export type SubscriptionAnswer = z.infer<typeof subscriptionAnswer>

export const weekRequest = z.strictObject({ periodStartedAt: timestamp })

export const weekAnswer = z.object({ org: z.string(), reset: z.boolean(), week: quotaWeekItem.nullable() })
export type WeekAnswer = z.infer<typeof weekAnswer>

/** What the platform as a whole has switched on. */
export const switchesRequest = z.strictObject({ computeMode: z.boolean() })
export const switchesAnswer = z.object({ computeMode: z.boolean() })
