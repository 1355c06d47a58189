import { z } from 'zod'
import { portalSource } from '@/lib/core/usage/source'
import { civilDay, meterName, orgSlug } from './common'
import { usageEvent } from './usage'

export const mostTotals = 1000
const mostDays = 366

/** A system that measures: a slug. */
export const sourceName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be a slug: a-z, 0-9 and -')

/** What a source measured of an org's use of a meter on a civil day. */
export const sourceTotal = z.strictObject({
  org: orgSlug,
  meter: meterName,
  day: civilDay,
  quantity: usageEvent.in.shape.quantity,
})

export const sourceTotalsRequest = z.strictObject({
  source: sourceName.refine((source) => source !== portalSource, 'must be another source than the portal itself'),
  totals: z.array(sourceTotal).min(1).max(mostTotals),
})

export const sourceTotalsAnswer = z.object({ source: z.string(), recorded: z.number().int() })
export type SourceTotalsAnswer = z.infer<typeof sourceTotalsAnswer>

const epochDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** The query: days from `from` on, `to` excluded. */
export const parityQuery = z
  .strictObject({
    left: sourceName,
    right: sourceName,
    from: civilDay,
    to: civilDay,
    by: z.enum(['day', 'month']).default('month'),
    org: orgSlug.optional(),
    meter: meterName.optional(),
  })
  .refine(({ from, to }) => from < to && epochDay(to) - epochDay(from) <= mostDays, {
    path: ['to'],
    message: `must come after from, and at most ${mostDays} days after`,
  })

export const parityRow = z.object({
  org: z.string(),
  meter: z.string(),
  period: z.string(),
  left: z.string(),
  right: z.string(),
  difference: z.string(),
  share: z.string(),
  flagged: z.boolean(),
})

export const parityAnswer = z.object({
  left: z.string(),
  right: z.string(),
  rows: z.array(parityRow),
  flagged: z.number().int(),
})
export type ParityAnswer = z.infer<typeof parityAnswer>
