import Stripe from 'stripe'
import { Refusal } from '@/lib/platform/errors'

const toleranceSeconds = 300
/** While a secret is replaced there are two; each is tried. */
const mostSecrets = 5

/** The SDK refuses what is too old, and takes whatever is signed for a time to come. */
const isOfFuture = (signature: string): boolean => {
  const [, seconds] = /(?:^|,)\s*t=(\d{1,12})(?:,|$)/.exec(signature) ?? []
  return seconds !== undefined && Number(seconds) > Date.now() / 1000 + toleranceSeconds
}

/**
 * Checks that a webhook's raw body is Stripe's by its signature (tolerance 300 s). What the body says is another matter.
 * @param raw the body as it came, byte for byte.
 * @param signature the `stripe-signature` header.
 * @param webhookSecret one, or several of which any may have signed.
 * @throws Refusal `invalid_signature` for anything unsigned, altered, too old or of the future.
 */
export const verify = (raw: string, signature: string | null, webhookSecret: string): void => {
  const { signature: signatures } = Stripe.webhooks
  if (signature === null || signatures === null || isOfFuture(signature)) throw notSigned()
  const isSignedWith = (secret: string): boolean => {
    try {
      return signatures.verifyHeader(raw, signature, secret, toleranceSeconds)
    } catch {
      return false
    }
  }
  const secrets = webhookSecret.split(/[\s,]+/).filter((secret) => secret !== '')
  if (!secrets.slice(0, mostSecrets).some(isSignedWith)) throw notSigned()
}

const notSigned = (): Refusal => new Refusal('invalid_signature', 'The signature of this webhook does not match.')
