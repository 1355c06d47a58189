import { setTimeout as sleep } from 'node:timers/promises'

/** What Google said, or that nothing came: `status` is 0 then. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown }

const timeoutMs = 5_000
/** Milliseconds before each further try. */
const pausesMs = [200, 800] as const

const passing: readonly number[] = [0, 408, 429, 500, 502, 503, 504]

const once = async (url: string, init: RequestInit): Promise<Answer> => {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' })
    const text = await response.text()
    let body: unknown = null
    try {
      body = JSON.parse(text)
    } catch {}
    return { status: response.status, headers: response.headers, body }
  } catch {
    return { status: 0, headers: new Headers(), body: null }
  }
}

/** Asks Google, and again where it was away or busy. */
export const ask = async (url: string, init: RequestInit = {}): Promise<Answer> => {
  let answer = await once(url, init)
  for (const pause of pausesMs) {
    if (!passing.includes(answer.status)) return answer
    await sleep(pause)
    answer = await once(url, init)
  }
  return answer
}

/** A field of an answer that is text, or empty. */
export const textIn = (body: unknown, ...path: readonly string[]): string => {
  const found = path.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
    body,
  )
  return typeof found === 'string' ? found : ''
}

/** What went wrong, in words: what Google said of it, which holds no secret, or that nobody answered. */
export const reasonOf = ({ status, body }: Answer): string => {
  if (status === 0) return 'it could not be reached'
  const said = (textIn(body, 'error', 'message') || textIn(body, 'error_description')).slice(0, 300)
  return said === '' ? `it answered ${status}` : `it answered ${status}: ${said}`
}
