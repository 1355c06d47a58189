import type { Clock } from './clock'
import { failed } from './failed'
import { Failure } from './failure'
import type { OutageRecord } from './records'
import type { EmulatorStore } from './store'

export const noOutage: OutageRecord = { id: 'outage', kind: 'none', until: null }

/** The outage at this moment; one whose time is up is none. */
export const currentOutage = async (store: EmulatorStore, now: Clock): Promise<OutageRecord['kind']> => {
  const row = await store.get(noOutage.id)
  const { kind, until } = row ? (row.data as unknown as OutageRecord) : noOutage
  return until !== null && until * 1000 <= now().epochMilliseconds ? 'none' : kind
}

const unavailable = (): Response =>
  failed(new Failure(503, { type: 'api_error', message: 'The service is temporarily unavailable.' }))

const unreachable = (): never => {
  throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })
}

/** Resolves when the caller gives up, as a connection does that nobody answers. */
const silence = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

/**
 * Stands between callers and the API while it is out. The switch itself stays in reach. The pages in the browser
 * answer 503 in every outage but one whose answers alone are lost.
 */
export const withOutages =
  (store: EmulatorStore, now: Clock, answer: (request: Request) => Promise<Response>) =>
  async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    const kind = pathname.startsWith('/v1/test_helpers/emulator/') ? 'none' : await currentOutage(store, now)
    if (kind === 'none') return answer(request)
    const api = pathname.startsWith('/v1/')
    if (kind === 'answer_lost') {
      const response = await answer(request)
      return api ? unreachable() : response
    }
    if (!api || kind === 'unavailable') return unavailable()
    return kind === 'unreachable' ? unreachable() : silence(request.signal)
  }
