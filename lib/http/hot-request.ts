import type { IncomingMessage } from 'node:http'
import { Refusal } from '@/lib/platform/errors'

/** Whoever sends ended the connection before all of the body was here: nothing went wrong on this side. */
export const endedEarly = (): Refusal =>
  new Refusal('invalid_request', 'The request ended before all of its body had arrived.')

/**
 * A request of a hot route: as much of one as such a route reads, without the streams and signals of a whole one. What
 * is left unread must not end the connection before it is answered.
 */
export class HotRequest {
  readonly method: string
  readonly url: string
  readonly headers: { readonly get: (name: string) => string | null; readonly has: (name: string) => boolean }
  readonly message: IncomingMessage

  constructor(message: IncomingMessage, origin: string) {
    const header = (name: string): string | null => {
      const value = message.headers[name.toLowerCase()]
      return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value
    }
    this.method = message.method ?? ''
    this.url = `${origin}${message.url}`
    this.headers = { get: header, has: (name) => header(name) !== null }
    this.message = message
  }

  /** The body, or null as soon as it is longer than the limit. */
  bytes(limit: number): Promise<Buffer | null> {
    return new Promise((done, failed) => {
      const chunks: Buffer[] = []
      let size = 0
      const take = (chunk: Buffer): void => {
        size += chunk.byteLength
        chunks.push(chunk)
        if (size <= limit) return
        this.message.off('data', take).pause()
        done(null)
      }
      this.message.on('data', take)
      this.message.once('end', () => done(Buffer.concat(chunks)))
      this.message.once('error', () => failed(endedEarly()))
    })
  }
}
