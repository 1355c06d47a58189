import { z } from 'zod'
import { quotaWeekItem } from './funding'

/** A page of weeks: those before one, the latest first. */
export const weeksQuery = z.strictObject({
  before: z
    .string()
    .regex(/^[\w:-]{1,64}$/, 'must be the id of a week')
    .optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'must be a whole number')
    .default('20')
    .transform(Number)
    .refine((limit) => limit <= 100, 'must be at most 100'),
})

export const weekMeterItem = z.object({ meter: z.string(), units: z.string(), events: z.int() })

/** A week with what its quota went to. */
export const pastWeekItem = z.object({
  id: z.string(),
  ...quotaWeekItem.shape,
  closedAt: z.iso.datetime().nullable(),
  meters: z.array(weekMeterItem),
})
export type PastWeekItem = z.infer<typeof pastWeekItem>

export const weeksAnswer = z.object({
  org: z.string(),
  weeks: z.array(pastWeekItem),
  next: z.string().nullable(),
})
export type WeeksAnswer = z.infer<typeof weeksAnswer>
