import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Answer, bodyOf } from './json-answer'
import { staticHeaders } from './static-headers'

/** On every answer of the front server; none of them is a document that loads or frames anything. */
export const answerHeaders: Readonly<Record<string, string>> = {
  ...Object.fromEntries(staticHeaders.map(({ key, value }) => [key.toLowerCase(), value])),
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

const always = Object.entries(answerHeaders)

/** How much more of a request is let go by once it is answered, and how long: nobody is listened to for ever. */
export type DrainLimits = { readonly bytes: number; readonly ms: number }

const usual: DrainLimits = { bytes: 32 * 1_048_576, ms: 10_000 }

const drained = (message: IncomingMessage, { bytes, ms }: DrainLimits): Promise<void> =>
  new Promise((done) => {
    if (message.destroyed) return done()
    let left = bytes
    const enough = (): void => {
      clearTimeout(patience)
      message.off('data', count).off('end', enough).off('close', enough).pause()
      done()
    }
    const count = (chunk: Buffer): void => {
      left -= chunk.byteLength
      if (left < 0) enough()
    }
    const patience = setTimeout(enough, ms)
    message.on('data', count).once('end', enough).once('close', enough).resume()
  })

const send = (
  { status, headers: own }: Answer,
  body: string | Buffer,
  from: IncomingMessage,
  to: ServerResponse,
  limits: DrainLimits,
): Promise<void> | undefined => {
  const headers = new Map(always)
  for (const [name, value] of own) headers.set(name, value)
  headers.set('content-length', String(Buffer.byteLength(body)))
  if (!from.complete) headers.set('connection', 'close')
  to.writeHead(status, [...headers].flat())
  if (from.complete) {
    to.end(body)
    return
  }
  to.write(body)
  return drained(from, limits).then(() => {
    to.end()
  })
}

/**
 * Sends an answer. Where the request was not read to its end, what is left of it goes by first, and its connection
 * carries no other one: closed with some of it unread, it would be reset, and the answer lost on its way.
 * @returns when it was sent; nothing if that was at once.
 */
export const sendAnswer = (
  answer: Answer,
  from: IncomingMessage,
  to: ServerResponse,
  limits: DrainLimits = usual,
): Promise<void> | undefined => {
  const body = bodyOf(answer)
  return typeof body === 'string'
    ? send(answer, body, from, to, limits)
    : body.then((bytes) => send(answer, bytes, from, to, limits))
}
