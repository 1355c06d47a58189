import type { ClientError, ClientOptions, DropReason, Sleep, Work } from './types'

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

/** Says on the console what a caller who gave no callback would never hear of: once for each code, without its facts. */
const sayOnce = (what: string, callback: string) => {
  const said = new Set<string>()
  return (code: string, message: string): void => {
    if (said.has(code)) return
    said.add(code)
    // biome-ignore lint/suspicious/noConsole: usage that is lost must not be lost in silence.
    console.error(
      `Kontor: ${what} (${code}): ${message} Said once for each code; pass ${callback} to hear of every one.`,
    )
  }
}

/** What happens where the caller gave no callback of their own. */
const defaults = () => {
  const refused = sayOnce('the portal will never take something that was recorded', 'onRefused')
  const dropped = sayOnce('something that was recorded was dropped', 'onDropped')
  const reasons: Record<DropReason, string> = {
    queue_full: 'Too much is waiting to be sent.',
    closed: 'The client is closed.',
  }
  return {
    onRefused: (_: Work, { code, message }: ClientError): void => refused(code, message),
    onDropped: (_: Work, reason: DropReason): void => dropped(reason, reasons[reason]),
  }
}

/** The options with everything that was left out. */
export const settle = (options: ClientOptions) => {
  const { url, apiKey, onRefused, onDropped, onError } = options
  const told = defaults()
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
    onRefused: harmless(onRefused ?? told.onRefused),
    onDropped: harmless(onDropped ?? told.onDropped),
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
