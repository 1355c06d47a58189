import { z } from 'zod'
import { readQuantity } from '@/lib/core/usage/quantity'
import { idempotencyKey, longNumber, meterName, orgSlug, plainNumbers, timestamp } from './common'

export const mostEvents = 1000

export const quantity = z.union([z.number(), z.string(), longNumber]).transform((value, context) => {
  const read = readQuantity(value)
  if (typeof read === 'bigint') return read
  context.addIssue({ code: 'custom', message: read.sentence, params: { code: read.refused } })
  return z.NEVER
})

/** One usage event (M1). Quantity: number or decimal text, read as `readWireNumber` says. */
export const usageEvent = z
  .strictObject({
    idempotencyKey,
    org: orgSlug,
    meter: meterName,
    quantity,
    occurredAt: timestamp,
    resource: z.string().max(200).default(''),
    reservation: z.string().max(200).default(''),
    properties: z.preprocess(plainNumbers, z.record(z.string(), z.json()).optional()),
  })
  .transform(({ idempotencyKey, occurredAt, ...rest }) => ({ ...rest, key: idempotencyKey, at: occurredAt }))

/** The wrapper of a batch; a bare list and a single event are taken as well. */
export const usageBatch = z.strictObject({ events: z.array(z.unknown()).min(1).max(mostEvents) })

export const usageAnswer = z.object({
  accepted: z.number(),
  repeated: z.number(),
  refused: z.number(),
  results: z.array(
    z.object({
      idempotencyKey: z.string().nullable(),
      status: z.enum(['accepted', 'repeated', 'refused']),
      takenBack: z.literal(true).optional(),
      error: z.looseObject({ error_code: z.string(), message: z.string() }).optional(),
    }),
  ),
})
export type UsageAnswer = z.infer<typeof usageAnswer>
