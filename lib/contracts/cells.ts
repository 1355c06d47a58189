import { z } from 'zod'

/** A cell: a slug. */
export const cellName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be a slug: a-z, 0-9 and -')

export const saveCellRequest = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  secret: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'must be whsec_ and the base64 of 24 to 64 bytes')
    .optional(),
})

/** A cell as it is set. `secret` is there in the one answer to the call that had it made. */
export const cellAnswer = z.object({
  cell: z.string(),
  url: z.string(),
  updatedAt: z.iso.datetime(),
  secret: z.string().optional(),
})
export type CellAnswer = z.infer<typeof cellAnswer>

/** One attempt to tell a cell of a halt or of its end. */
export const deliveryItem = z.object({
  messageId: z.string(),
  cell: z.string(),
  org: z.string(),
  command: z.enum(['halt', 'unblock']),
  generation: z.number().int(),
  attemptedAt: z.iso.datetime(),
  status: z.number().int().nullable(),
  outcome: z.enum(['acknowledged', 'failed', 'overtaken']),
  error: z.string(),
})

export const cellsAnswer = z.object({
  cells: z.array(
    z.object({
      cell: z.string(),
      url: z.string(),
      updatedAt: z.iso.datetime(),
      lastDelivery: deliveryItem.nullable(),
    }),
  ),
})
export type CellsAnswer = z.infer<typeof cellsAnswer>

export const deliveriesAnswer = z.object({ deliveries: z.array(deliveryItem) })
export type DeliveriesAnswer = z.infer<typeof deliveriesAnswer>
