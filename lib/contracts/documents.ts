import { z } from 'zod'
import { categories } from '@/lib/core/usage/category'
import { idempotencyKey, orgSlug, timestamp } from './common'

const count = z.int().min(0)

/** A processed document (M7, M8). */
export const documentRequest = z.strictObject({
  idempotencyKey,
  org: orgSlug,
  pages: count,
  bytes: count,
  occurredAt: timestamp,
  operation: z.strictObject({
    automation: z.boolean().default(false),
    ai: z.boolean().default(false),
    apiKey: z.boolean().default(false),
  }),
  resource: z.string().max(200).default(''),
})

export const documentAnswer = z.object({
  idempotencyKey: z.string(),
  status: z.enum(['accepted', 'repeated', 'bypassed']),
  category: z.enum(categories),
  units: z.string(),
})
export type DocumentAnswer = z.infer<typeof documentAnswer>
