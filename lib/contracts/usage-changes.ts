import { z } from 'zod'
import { isStorableText } from '@/lib/core/text/storable-text'
import { idempotencyKey, line, meterName, orgSlug, plainNumbers, timestamp } from './common'
import { quantity } from './usage'

/** Whose usage it is; a key that is limited to one organization need not say. */
const org = orgSlug.optional()
const reason = line(200).default('')

/** The key of an event in an address. */
export const usageKeyInPath = z.string().min(1).max(200).refine(isStorableText, 'must be a key')

/** Takes an event back (M12). In the body or in the query. */
export const takeBackRequest = z.strictObject({ org, reason })

const amendable = ['meter', 'quantity', 'occurredAt', 'resource', 'properties'] as const

/** What an event is amended to (M12): what is absent stays. */
export const amendRequest = z
  .strictObject({
    idempotencyKey: idempotencyKey.optional(),
    org,
    meter: meterName.optional(),
    quantity: quantity.optional(),
    occurredAt: timestamp.optional(),
    resource: z.string().max(200).optional(),
    properties: z.preprocess(plainNumbers, z.record(z.string(), z.json()).optional()),
    reason,
  })
  .refine((request) => amendable.some((field) => request[field] !== undefined), `must say ${amendable.join(', or ')}`)

const usage = z.object({
  meter: z.string(),
  quantity: z.string(),
  occurredAt: z.string(),
  resource: z.string(),
  amount: z.string(),
})

export const usageChangeAnswer = z.object({
  idempotencyKey: z.string(),
  org: z.string(),
  status: z.enum(['taken_back', 'amended', 'unchanged']),
  currency: z.string(),
  revision: z.number(),
  before: usage.nullable(),
  after: usage.extend({ waits: z.string().optional() }).nullable(),
  returned: z.array(
    z.object({
      source: z.string(),
      measure: z.enum(['money', 'units']),
      amount: z.string(),
      expired: z.string(),
      withheld: z.string().optional(),
    }),
  ),
  correction: z.boolean(),
  reason: z.string(),
  changedAt: z.string().nullable(),
})
export type UsageChangeAnswer = z.infer<typeof usageChangeAnswer>
