import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Answer, bodyOf } from './json-answer'
import { staticHeaders } from './static-headers'

/** On every answer of the front server; none of them is a document that loads or frames anything. */
export const answerHeaders: Readonly<Record<string, string>> = {
  ...Object.fromEntries(staticHeaders.map(({ key, value }) => [key.toLowerCase(), value])),
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

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

/**
 * Sends an answer. Where the request was not read to its end, what is left of it goes by first, and its connection
 * carries no other one: closed with some of it unread, it would be reset, and the answer lost on its way.
 */
export const sendAnswer = async (
  answer: Answer,
  from: IncomingMessage,
  to: ServerResponse,
  limits: DrainLimits = usual,
): Promise<void> => {
  const body = await bodyOf(answer)
  const unread = !from.complete
  to.writeHead(answer.status, {
    ...answerHeaders,
    ...Object.fromEntries(answer.headers),
    'content-length': Buffer.byteLength(body),
    ...(unread ? { connection: 'close' } : {}),
  })
  if (unread) {
    to.write(body)
    await drained(from, limits)
    to.end()
  } else to.end(body)
}
