import { z } from 'zod'
import { orgSlug } from './common'

export const capabilityRequest = z.strictObject({ org: orgSlug })

export const capabilityAnswer = z.object({ token: z.string(), expiresAt: z.iso.datetime() })
export type CapabilityAnswer = z.infer<typeof capabilityAnswer>

/** A key set by RFC 7517, with keys by RFC 8037. */
export const keySetAnswer = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
      kid: z.string(),
      alg: z.literal('EdDSA'),
      use: z.literal('sig'),
    }),
  ),
})
