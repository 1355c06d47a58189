import { createHmac } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { readSigningKey } from './signing-key'

export type Message = {
  /** The same on every attempt; the receiver knows a repeated message by it. Without a full stop. */
  readonly id: string
  readonly timestamp: Temporal.Instant
  /** Exactly the bytes that are sent, as text. */
  readonly body: string
}

export type SignedHeaders = {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
}

/** Base64 of the HMAC-SHA256 over `id.timestamp.body`; the timestamp counts whole seconds since 1970. */
export const signatureOf = (key: Uint8Array, id: string, seconds: string, body: string): string =>
  createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')

/**
 * The headers that prove who sent a message, by the Standard Webhooks specification.
 * @throws RangeError for a secret that is none. It says nothing of the secret.
 */
export const signMessage = ({ secret, id, timestamp, body }: Message & { readonly secret: string }): SignedHeaders => {
  const key = readSigningKey(secret)
  if (key === null) throw new RangeError('a signing secret is whsec_ and the base64 of 24 to 64 bytes')
  const seconds = String(Math.floor(timestamp.epochMilliseconds / 1000))
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signatureOf(key, id, seconds, body)}`,
  }
}
