import { z } from 'zod'
import { idempotencyKey, meterName, orgSlug } from './common'
import { quantity } from './usage'

const size = z.int().min(0).max(1_000_000_000)

/** What somebody asks the gate (G1). */
export const checkRequest = z
  .strictObject({
    org: orgSlug,
    meter: meterName.optional(),
    quantity: quantity.optional(),
    resource: z
      .strictObject({ diskMb: size.default(0), memoryMb: size.default(0), vcpus: size.default(0) })
      .default({ diskMb: 0, memoryMb: 0, vcpus: 0 }),
    concurrent: size.optional(),
    operation: z.strictObject({ automation: z.boolean(), ai: z.boolean(), apiKey: z.boolean() }).partial().optional(),
    reserve: z.boolean().default(false),
    idempotencyKey: idempotencyKey.optional(),
    seconds: z.int().min(1).max(86_400).default(3600),
  })
  .refine(({ meter, quantity: much }) => (meter === undefined) === (much === undefined), {
    path: ['quantity'],
    message: 'meter and quantity go together',
  })
  .refine(({ reserve, meter, idempotencyKey }) => !reserve || (meter !== undefined && idempotencyKey !== undefined), {
    path: ['reserve'],
    message: 'a reservation needs meter, quantity and idempotencyKey',
  })

const limit = z.int().nullable()

const amount = z.string().nullable()

export const gateLimits = z.object({
  maxDiskMb: z.int(),
  maxMemoryMb: limit,
  maxVcpus: limit,
  concurrency: z.int(),
  spendCap: amount,
  quota: amount,
})

const reservation = z.object({
  id: z.string(),
  state: z.enum(['open', 'settled', 'released', 'expired']),
  amount: z.string(),
  expiresAt: z.string(),
})

/** What every answer of the gate says, yes or no. */
const figures = {
  biller: z.string(),
  currency: z.string(),
  remaining: amount,
  held: z.string(),
  units: z.object({ unit: z.string(), remaining: z.string(), held: z.string() }).nullable(),
  concurrent: z.object({ running: z.int(), remaining: z.int() }).nullable(),
  limits: gateLimits,
  price: amount,
  available: amount,
  missing: amount,
  measure: z.string().nullable(),
  reservation: reservation.nullable(),
}

export const checkAnswer = z.object({ allowed: z.literal(true), reason: z.null(), ...figures })
export type CheckAnswer = z.infer<typeof checkAnswer>

/** The no: the same fields, and the envelope of every error. */
export const checkRefusal = z.object({
  allowed: z.literal(false),
  reason: z.string(),
  ...figures,
  detail: z.looseObject({ error_code: z.string(), message: z.string() }),
})
export type CheckRefusal = z.infer<typeof checkRefusal>

export const releaseAnswer = z.object({ reservation: z.string(), state: reservation.shape.state })
