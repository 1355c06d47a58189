import Stripe from 'stripe'
import { Refusal } from '@/lib/platform/errors'

const withoutSecrets = (text: string): string => text.replace(/\b(sk|rk|pk|whsec)_\w+(\*+\w*)?/g, '$1_…')

/** A call that Stripe understood and will not do, however often it is made: nothing was charged or changed. */
export class StripeWillNot extends Error {}

/**
 * What a failed call means to us: a card that was declined, a Stripe that can't be reached, and a key that was used with
 * other parameters are refusals a customer may read; the rest is our own mistake, rewritten so that neither a key nor a request header travels with it.
 */
export const refused = (error: unknown): Error => {
  if (error instanceof Stripe.errors.StripeCardError) {
    return new Refusal('card_declined', error.message, {
      decline_code: error.decline_code ?? null,
      ...(error.code && { code: error.code }),
    })
  }
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    return new Refusal('idempotency_mismatch', 'The same was asked of the payment provider before, with other details.')
  }
  if (isOutage(error)) {
    return new Refusal('stripe_unavailable', 'The payment provider could not be reached. Please try again in a moment.')
  }
  if (error instanceof Stripe.errors.StripeError) {
    const facts = [error.type, error.code, error.param, error.statusCode, error.requestId].filter(Boolean).join(' ')
    const sentence = `Stripe refused a call (${facts}): ${withoutSecrets(error.message)}`
    return isFinal(error) ? new StripeWillNot(sentence) : new Error(sentence)
  }
  return error instanceof Error ? error : new Error(String(error))
}

/** A key that another call is using, or a limit, says nothing against the call itself. */
const isFinal = (error: Stripe.errors.StripeError): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && (error.statusCode === 400 || error.statusCode === 404)

const isOutage = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeConnectionError ||
  error instanceof Stripe.errors.StripeAPIError ||
  error instanceof Stripe.errors.StripeRateLimitError

/** Runs one call to Stripe and throws `refused` where it fails. */
export const asking = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await call()
  } catch (error) {
    throw refused(error)
  }
}
