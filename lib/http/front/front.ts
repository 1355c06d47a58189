import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { errorResponse } from '@/lib/http/envelope'
import { HotRequest } from '@/lib/http/hot-request'
import { answerHeaders, sendAnswer } from '@/lib/http/send-answer'
import { withDeadline } from '@/lib/platform/deadline'
import { envelopeOf, Refusal, type RefusalCode } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import { log } from '@/lib/platform/log'
import { admit } from './admit'
import type { HotMatch, HotRoutes } from './hot-routes'
import type { KeptPages } from './kept-pages'

/** How long a request may take, from its arrival. */
const mostMs = 60_000
/** The same for files that are made while they are sent, and for what a whole cluster reports. */
const mostLongMs = 600_000
const long = /\.(zip|csv)$|^\/api\/admin\/billing\/backfill$/

export type FrontParts = {
  /** The address people use. */
  readonly url: string
  /** Answered before Next sees the request; those with parameters only for callers with a key, who sign in nowhere. */
  readonly hot: HotRoutes
  readonly files: (message: IncomingMessage, path: string, response: ServerResponse) => boolean
  readonly kept: Pick<KeptPages, 'answer'> | null
  readonly pages: (message: IncomingMessage, response: ServerResponse) => Promise<void>
}

const refuse = async (error: unknown, message: IncomingMessage, response: ServerResponse): Promise<void> =>
  sendAnswer(errorResponse(error, newId('req')), message, response)

/** Answers a request at which something went wrong that nobody foresaw. */
const fail = async (error: unknown, message: IncomingMessage, response: ServerResponse): Promise<void> => {
  log.error({ err: error }, 'request failed')
  if (response.headersSent) response.end()
  else await refuse(error, message, response).catch(() => response.destroy())
}

const tooLate = (): Refusal => new Refusal('unavailable', 'This took too long. Try again shortly.')

/** Answers a hot route, or says at its deadline that it takes too long; the answer is nobody's then. */
const answerHot = async (
  url: string,
  { route, params }: HotMatch,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const late = setTimeout(() => {
    refuse(tooLate(), message, response).catch((error: unknown) =>
      log.warn({ err: error }, 'a late answer was not sent'),
    )
  }, mostMs)
  try {
    const answer = await route.hot(new HotRequest(message, url), params)
    const sending = response.headersSent ? undefined : sendAnswer(answer, message, response)
    if (sending) await sending
  } catch (error) {
    await fail(error, message, response)
  } finally {
    clearTimeout(late)
  }
}

/** Answers each request of the server: hot routes by themselves, everything else by Next once it is admitted. */
export const createFront = ({ url, hot, files, kept, pages }: FrontParts) => {
  const answer = async (message: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const { method = '', headers } = message
    const [contentLength, transferEncoding] = [headers['content-length'], headers['transfer-encoding']]
    const refusal = admit({ method, path, contentLength, transferEncoding })
    if (refusal) return refuse(refusal, message, response)
    const match = headers.authorization === undefined ? null : hot.among(method, path)
    if (match) return answerHot(url, match, message, response)
    if (files(message, path, response)) return
    if (await kept?.answer(message, response, path)) return
    const ms = long.test(path) ? mostLongMs : mostMs
    // What it asks the database for ends by then. Should it wait for anything else, its connection ends.
    const giveUp = setTimeout(() => response.headersSent || response.destroy(), ms + 5_000)
    response.once('close', () => clearTimeout(giveUp))
    await withDeadline(performance.now() + ms, () => pages(message, response))
  }
  return (message: IncomingMessage, response: ServerResponse): void => {
    const path = message.url?.split('?', 1)[0] ?? ''
    const route = hot.at(message.method ?? '', path)
    if (route) void answerHot(url, { route, params: {} }, message, response)
    else answer(message, response, path).catch((error: unknown) => fail(error, message, response))
  }
}

const unread: Readonly<Record<string, readonly [code: RefusalCode, status: string, sentence: string]>> = {
  HPE_HEADER_OVERFLOW: ['headers_too_large', '431 Request Header Fields Too Large', 'The headers are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request_timeout', '408 Request Timeout', 'The request did not arrive in time.'],
}
const unreadable = ['invalid_request', '400 Bad Request', 'This is no request that can be read.'] as const

/** Answers what is no request at all, or arrives too slowly, as every error is answered; then the connection ends. */
export const refuseUnread = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const [code, status, sentence] = unread[error.code ?? ''] ?? unreadable
  const body = JSON.stringify(envelopeOf(new Refusal(code, sentence)))
  const headers = Object.entries({
    ...answerHeaders,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status}\r\n${headers.join('')}\r\n${body}`)
}
