import type { Ending } from './ending'
import type { Settings } from './settings'
import type { ClientError } from './types'

/** An answer of the portal; or none, or one that says to try again. */
export type Reply =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | {
      readonly kind: 'refused'
      readonly error: ClientError & { readonly status: number }
      /** The whole answer, if it is an object. */
      readonly body: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'failed'; readonly error: ClientError; readonly waitMs: number }

const mostWaitMs = 600_000

/** `Retry-After` in milliseconds: seconds or a date. */
const waitOf = (value: string | null, now: number): number => {
  if (value === null) return 0
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), mostWaitMs) : 0
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** What an answer says is wrong; an answer of something in between has no envelope. */
const errorOf = (status: number, body: unknown): ClientError & { readonly status: number } => {
  const detail = isRecord(body) && isRecord(body.detail) ? body.detail : {}
  const { error_code: code, message, ...facts } = detail
  return {
    code: typeof code === 'string' ? code : `http_${status}`,
    message: typeof message === 'string' ? message : `The answer was ${status}.`,
    status,
    facts,
  }
}

const failure = (code: string, message: string, status?: number): Reply => ({
  kind: 'failed',
  error: { code, message, ...(status === undefined ? {} : { status }) },
  waitMs: 0,
})

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const read = async (response: Response, now: number): Promise<Reply> => {
  const { status, headers } = response
  const body = parsed(await response.text())
  if (status >= 200 && status < 300) {
    return isRecord(body)
      ? { kind: 'answered', status, body }
      : failure('bad_answer', 'The answer is not the portal’s.', status)
  }
  const error = errorOf(status, body)
  const isRefusal = status >= 400 && status < 500 && status !== 408 && status !== 425
  const isBusy = status === 429 && (error.code === 'rate_limited' || error.code === 'http_429')
  if (isRefusal && !isBusy) return { kind: 'refused', error, body: isRecord(body) ? body : {} }
  return { kind: 'failed', error, waitMs: waitOf(headers.get('retry-after'), now) }
}

/**
 * One try of one request. Never throws: no connection, no answer in time and an answer that is not the portal's are all
 * failures, after which nobody knows whether the request was acted on.
 */
export const ask = async (
  { url, apiKey, fetch, now }: Settings,
  method: string,
  path: string,
  body: string,
  timeoutMs: number,
  ending: Ending,
): Promise<Reply> => {
  const control = new AbortController()
  const abort = () => control.abort()
  const timer = setTimeout(abort, timeoutMs)
  const off = ending.onOver(abort)
  // A fetch that does not heed the signal must not hold the caller either.
  const cut = new Promise<Reply>((done) => {
    const end = () => done(failure('timeout', `There was no answer within ${timeoutMs} ms.`))
    if (control.signal.aborted) end()
    control.signal.addEventListener('abort', end)
  })
  const exchange = async (): Promise<Reply> => {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
    const response = await fetch(`${url}${path}`, { method, headers, body, signal: control.signal, redirect: 'manual' })
    return read(response, now())
  }
  try {
    return await Promise.race([exchange().catch(toFailure), cut])
  } finally {
    clearTimeout(timer)
    off()
  }
}

const toFailure = (error: unknown): Reply => failure('network', error instanceof Error ? error.message : String(error))
