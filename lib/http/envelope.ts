import { envelopeOf, Refusal } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { type JsonAnswer, jsonAnswer } from './json-answer'

/**
 * Turns whatever was thrown into the refusal that the caller may read; anything unforeseen is logged and hidden.
 * @param actor who asked, as records name them.
 */
export const refusalOf = (error: unknown, requestId: string, actor = 'nobody'): Refusal => {
  if (error instanceof Refusal) return error
  log.error({ err: error, requestId, actor }, 'unforeseen error')
  return new Refusal('internal', 'Something went wrong on our side. The request id helps to find it.', {
    request_id: requestId,
  })
}

/** The error answer of every route. */
export const errorResponse = (error: unknown, requestId: string, actor?: string): JsonAnswer => {
  const refusal = refusalOf(error, requestId, actor)
  const headers: Record<string, string> = { 'x-request-id': requestId, 'cache-control': 'no-store' }
  if (refusal.code === 'unavailable') headers['retry-after'] = '2'
  if (refusal.status === 401) headers['www-authenticate'] = 'Bearer'
  if (refusal.status === 405) headers.allow = String(refusal.facts.allowed ?? '')
  return jsonAnswer(envelopeOf(refusal), { status: refusal.status, headers })
}
