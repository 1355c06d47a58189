import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Temporal } from 'temporal-polyfill'
import { isRefused } from '@/lib/core/refusal'
import { readTarget, refusedSentence } from './read-target'
import { isRefusedAddress } from './refused-address'
import { signMessage } from './sign-message'

export type SignedPost = {
  readonly url: string
  readonly secret: string
  readonly id: string
  readonly body: string
  readonly now: Temporal.Instant
  /** For everything: finding the address, connecting, sending, and being answered. */
  readonly timeoutMs: number
}

/** What came back. `status` is null if nobody answered; then `text` says why. Of an answer nothing but its status is read. */
export type PostAnswer = { readonly status: number | null; readonly text: string; readonly tookMs: number }

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void

/** Resolves a name and refuses it where any of its addresses is refused: what is checked here is what is connected to. */
const guardedLookup = (hostname: string, options: LookupOptions, found: Found): void => {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    const refused = addresses?.find(({ address }) => isRefusedAddress(address))
    const [first] = addresses ?? []
    if (error) found(error, [])
    else if (refused) found(new Error(refusedSentence(`${hostname} (${refused.address})`)), [])
    else if (options.all) found(null, addresses)
    else found(null, first?.address ?? '', first?.family)
  })
}

const send = (url: URL, options: RequestOptions, body: string): Promise<IncomingMessage> =>
  new Promise((answered, failed) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, answered)
    request.on('error', failed)
    request.end(body)
  })

const reasonOf = (error: unknown, timeoutMs: number): string => {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return `No answer within ${timeoutMs} ms.`
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return error.message === '' ? code || 'The connection failed.' : error.message
}

/**
 * Posts a signed JSON message once. Never throws for what the other side does: the caller decides by the status, and a
 * redirect is an answer like any other, never followed. A URL that `readTarget` refuses, or a name that resolves to an
 * address that nothing is sent to, gets nothing (see `isRefusedAddress`).
 * @throws RangeError for a secret that cannot sign.
 */
export const postSigned = async ({ url, secret, id, body, now, timeoutMs }: SignedPost): Promise<PostAnswer> => {
  const started = performance.now()
  const took = (): number => Math.round(performance.now() - started)
  const target = readTarget(url)
  if (isRefused(target)) return { status: null, text: target.sentence, tookMs: took() }
  const headers = {
    ...signMessage({ secret, id, timestamp: now, body }),
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Kontor',
  }
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const options = { method: 'POST', headers, signal, agent: false, lookup: guardedLookup } as const
    const response = await send(target, options, body)
    // What else it says is anybody's text, and may be what its sender was not meant to see.
    response.destroy()
    return { status: response.statusCode ?? null, text: '', tookMs: took() }
  } catch (error) {
    return { status: null, text: reasonOf(error, timeoutMs), tookMs: took() }
  }
}
