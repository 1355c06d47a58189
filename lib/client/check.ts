import { ask } from './ask'
import type { Ending } from './ending'
import type { Settings } from './settings'
import type { Allowed, CheckAnswer, CheckRequest, GateFigures } from './types'

/** The ways in which the gate says no; every other refusal is about the question. */
const gateCodes = new Set(['payment_required', 'concurrency_exceeded', 'limit_exceeded'])

/** Asks the gate, once and with a deadline. A portal that is away answers what the caller chose for that. */
export const createCheck = (settings: Settings, ending: Ending) => {
  const counts = { asked: 0, unreachable: 0 }
  const check = async (
    request: CheckRequest,
    { fallback = settings.fallback, timeoutMs = settings.checkTimeoutMs } = {},
  ): Promise<CheckAnswer> => {
    counts.asked += 1
    const reply = await ask(settings, 'POST', '/api/v1/check', bodyOf(request), timeoutMs, ending)
    if (reply.kind === 'refused' && reply.error.code !== 'stale') {
      const { code, message, facts = {} } = reply.error
      if (!gateCodes.has(code)) settings.onError(reply.error)
      const { detail: _, ...figures } = reply.body
      const reason = typeof facts.reason === 'string' ? facts.reason : code
      return { ...(figures as Partial<GateFigures>), allowed: false, reason, code, message, facts }
    }
    const facts = reply.kind === 'answered' ? (reply.body as Record<string, unknown>) : {}
    if (facts.allowed === true) return { ...(facts as Allowed), reason: null }
    if (facts.allowed === false) {
      const reason = typeof facts.reason === 'string' ? facts.reason : 'refused'
      return { allowed: false, reason, code: reason, message: 'The gate refused.', facts }
    }
    const error =
      reply.kind === 'answered' ? { code: 'bad_answer', message: 'The answer is not the gate’s.' } : reply.error
    counts.unreachable += 1
    settings.onError(error)
    return { allowed: fallback === 'allow', reason: 'unreachable', error }
  }
  return { check, counts }
}

/** The request as JSON, a reservation with a key; what cannot be JSON is sent as nothing, and refused by the portal. */
const bodyOf = (request: CheckRequest): string => {
  try {
    const key = request.reserve ? { idempotencyKey: crypto.randomUUID() } : {}
    return JSON.stringify({ ...key, ...request })
  } catch {
    return '{}'
  }
}
