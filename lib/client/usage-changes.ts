import { ask } from './ask'
import type { Ending } from './ending'
import type { Settings } from './settings'
import type { ClientError, UsageAmendment, UsageChange, UsageKey } from './types'

const addressOf = (key: string): string => `/api/v1/usage/events/${encodeURIComponent(key)}`

/** The request as JSON; what cannot be JSON is sent as nothing, and refused by the portal. */
const textOf = (body: object): string => {
  try {
    return JSON.stringify(body)
  } catch {
    return '{}'
  }
}

/**
 * Takes usage back or amends it. What is queued is sent first, so that no change overtakes the usage that it is of. Both
 * can be repeated: the portal does either once.
 * @param sent sends what is queued, for so long at most.
 */
export const createUsageChanges = (settings: Settings, ending: Ending, sent: () => Promise<unknown>) => {
  const change = async (method: string, key: string, body: object): Promise<UsageChange> => {
    await sent()
    const reply = await ask(settings, method, addressOf(key), textOf(body), settings.requestTimeoutMs, ending)
    if (reply.kind === 'answered') {
      const { status } = reply.body as { readonly status?: unknown }
      if (status === 'taken_back' || status === 'amended' || status === 'unchanged') {
        return { changed: true, status, answer: reply.body as Readonly<Record<string, unknown>> }
      }
    }
    const error: ClientError =
      reply.kind === 'answered'
        ? { code: 'bad_answer', message: 'The answer does not say what became of the usage.' }
        : reply.error
    settings.onError(error)
    return { changed: false, again: reply.kind !== 'refused' || error.code === 'stale', error }
  }
  return {
    takeBack: ({ idempotencyKey, ...body }: UsageKey): Promise<UsageChange> => change('DELETE', idempotencyKey, body),
    amend: ({ idempotencyKey, amendmentKey, ...body }: UsageAmendment): Promise<UsageChange> =>
      change('PATCH', idempotencyKey, {
        ...body,
        ...(amendmentKey === undefined ? {} : { idempotencyKey: amendmentKey }),
      }),
  }
}
