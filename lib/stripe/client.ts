import Stripe from 'stripe'
import { stripeApiVersion } from '@/lib/core/setup/stripe-api-version'

/** Milliseconds one try may take before the SDK gives it up; it tries twice more with the same idempotency key. */
const timeoutMs = 10_000

export type Fetch = (request: Request) => Promise<Response>

/** A function in the same process does not hear an abort by itself: the call ends when the signal says so. */
const heedingAborts =
  (answer: Fetch): typeof fetch =>
  (input, init) => {
    const request = new Request(input, init)
    const aborted = new Promise<never>((_, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason), { once: true })
    })
    return Promise.race([answer(request), aborted])
  }

/**
 * The SDK, with a deadline on every call.
 * @param fetch answers the calls instead of the network: the embedded emulator, or a test.
 */
export const createStripe = ({ secretKey, fetch: answer }: { secretKey: string; fetch?: Fetch }): Stripe =>
  new Stripe(secretKey.trim(), {
    apiVersion: stripeApiVersion,
    timeout: timeoutMs,
    maxNetworkRetries: 2,
    telemetry: false,
    ...(answer && { httpClient: Stripe.createFetchHttpClient(heedingAborts(answer)) }),
  })
