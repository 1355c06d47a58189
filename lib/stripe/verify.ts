import Stripe from 'stripe'
import { Refusal } from '@/lib/platform/errors'

/**
 * The event in a webhook's raw body, if the signature is Stripe's (tolerance 300 s).
 * @param raw the body as it came, byte for byte.
 * @param signature the `stripe-signature` header.
 * @returns null for a signed notification of the v2 kind, which the portal has no use for.
 * @throws Refusal `invalid_signature` for anything unsigned, altered, too old, or not JSON.
 */
export const verify = (raw: string, signature: string | null, webhookSecret: string): Stripe.Event | null => {
  const secret = webhookSecret.trim()
  if (signature === null || secret === '') throw notSigned()
  try {
    return Stripe.webhooks.constructEvent(raw, signature, secret)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) throw notSigned()
    if (isThin(raw)) return null
    throw notSigned()
  }
}

const notSigned = (): Refusal => new Refusal('invalid_signature', 'The signature of this webhook does not match.')

/** Reached only behind a valid signature. */
const isThin = (raw: string): boolean => {
  try {
    const body: unknown = JSON.parse(raw)
    return typeof body === 'object' && body !== null && 'object' in body && body.object === 'v2.core.event'
  } catch {
    return false
  }
}
