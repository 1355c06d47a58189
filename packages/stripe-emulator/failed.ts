import { log } from '@/lib/platform/log'
import { Failure } from './failure'
import { newIdentifier } from './identifiers'
import { apiVersion } from './serialize/event'

export const headersOf = (replayed: boolean): Record<string, string> => ({
  'content-type': 'application/json',
  'request-id': newIdentifier('request'),
  'stripe-version': apiVersion,
  ...(replayed && { 'idempotent-replayed': 'true' }),
})

/** Any failure as Stripe's `error` body. What the emulator did not foresee is a 500 whose cause is logged, not told. */
export const failed = (error: unknown): Response => {
  if (!(error instanceof Failure)) log.error({ err: error }, 'emulator failed')
  const failure =
    error instanceof Failure
      ? error
      : new Failure(500, { type: 'api_error', message: 'The emulator failed; see its log.' })
  return new Response(JSON.stringify({ error: failure.body }, null, 2), {
    status: failure.status,
    headers: headersOf(false),
  })
}
