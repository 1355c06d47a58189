import type { IncomingMessage } from 'node:http'
import { errorResponse } from '@/lib/http/envelope'
import { HotRequest } from '@/lib/http/hot-request'
import type { Answer } from '@/lib/http/json-answer'
import { mostBytes } from '@/lib/http/read-json'
import { sendAnswer } from '@/lib/http/send-answer'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import type { FrontParts } from './front'

type Serve = (request: Request) => Promise<Response>

/** The request as the platform knows requests, with all of its body. */
const requestOf = async (message: IncomingMessage, url: string): Promise<Request> => {
  const { method = 'GET' } = message
  const headers = Object.entries(message.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  )
  if (method === 'GET' || method === 'HEAD') return new Request(`${url}${message.url}`, { method, headers })
  const body = await new HotRequest(message, url).bytes(mostBytes)
  if (body === null) throw new Refusal('too_large', `The body may have at most ${mostBytes} bytes.`)
  return new Request(`${url}${message.url}`, { method, headers, body: new Uint8Array(body) })
}

/**
 * Answers what a browser asks of a demo's Stripe emulator, and leaves everything else to Next.
 * @param url the address people use.
 */
export const withEmulatorPages =
  (serve: Serve, url: string, pages: FrontParts['pages']): FrontParts['pages'] =>
  async (message, response) => {
    if (!message.url?.startsWith('/stripe-emulator/')) return pages(message, response)
    const answer: Answer = await requestOf(message, url)
      .then(serve)
      .catch((error: unknown) => errorResponse(error, newId('req')))
    await sendAnswer(answer, message, response)
  }
