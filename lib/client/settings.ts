import type { ClientError, ClientOptions, Sleep } from './types'

/** A wait that an abort ends early. */
const sleepFor: Sleep = (ms, signal) =>
  new Promise((done) => {
    if (signal.aborted) {
      done()
      return
    }
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      done()
    }
    const timer = setTimeout(end, Math.min(ms, 2_147_483_647))
    signal.addEventListener('abort', end)
  })

/** A caller's function that can do no harm by throwing. */
const harmless =
  <Given extends readonly unknown[]>(act?: (...given: Given) => void) =>
  (...given: Given): void => {
    try {
      act?.(...given)
    } catch {
      // What a caller's own callback throws is the caller's; the queue goes on.
    }
  }

/** The options with everything that was left out. */
export const settle = (options: ClientOptions) => {
  const { url, apiKey, onRefused, onDropped, onError } = options
  const settings = {
    url: url.replace(/\/+$/, ''),
    apiKey,
    flushMs: options.flushMs ?? 1000,
    flushAt: options.flushAt ?? 500,
    mostWaiting: options.mostWaiting ?? 100_000,
    requestTimeoutMs: options.requestTimeoutMs ?? 10_000,
    backoffMs: options.backoffMs ?? 200,
    mostBackoffMs: options.mostBackoffMs ?? 30_000,
    giveUpAfterMs: options.giveUpAfterMs ?? Number.POSITIVE_INFINITY,
    checkTimeoutMs: options.checkTimeoutMs ?? 1000,
    fallback: options.fallback ?? ('refuse' as const),
    onRefused: harmless(onRefused),
    onDropped: harmless(onDropped),
    fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? sleepFor,
    lastError: null as ClientError | null,
    onError: (error: ClientError): void => {
      settings.lastError = error
      tell(error)
    },
  }
  const tell = harmless(onError)
  return settings
}

export type Settings = ReturnType<typeof settle>
