import Stripe from 'stripe'
import { Refusal } from '@/lib/platform/errors'

const toleranceSeconds = 300

/**
 * Checks that a webhook's raw body is Stripe's by its signature (tolerance 300 s). What the body says is another matter.
 * @param raw the body as it came, byte for byte.
 * @param signature the `stripe-signature` header.
 * @throws Refusal `invalid_signature` for anything unsigned, altered or too old.
 */
export const verify = (raw: string, signature: string | null, webhookSecret: string): void => {
  const secret = webhookSecret.trim()
  const { signature: signatures } = Stripe.webhooks
  if (signature === null || secret === '' || signatures === null) throw notSigned()
  try {
    signatures.verifyHeader(raw, signature, secret, toleranceSeconds)
  } catch {
    throw notSigned()
  }
}

const notSigned = (): Refusal => new Refusal('invalid_signature', 'The signature of this webhook does not match.')
