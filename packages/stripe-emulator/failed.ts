import { Failure } from './failure'
import { newIdentifier } from './identifiers'
import type { Log } from './log'
import { apiVersion } from './serialize/event'

export const headersOf = (replayed: boolean): Record<string, string> => ({
  'content-type': 'application/json',
  'request-id': newIdentifier('request'),
  'stripe-version': apiVersion,
  ...(replayed && { 'idempotent-replayed': 'true' }),
})

/** A failure as Stripe's `error` body. */
export const failed = ({ status, body }: Failure): Response =>
  new Response(JSON.stringify({ error: body }, null, 2), { status, headers: headersOf(false) })

/** Answers whatever was thrown. What the emulator did not foresee is a 500 whose cause is logged, not told. */
export const failing =
  (log: Log) =>
  (error: unknown): Response => {
    if (error instanceof Failure) return failed(error)
    log.error({ err: error }, 'emulator failed')
    return failed(new Failure(500, { type: 'api_error', message: 'The emulator failed; see its log.' }))
  }
