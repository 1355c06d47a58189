import { timingSafeEqual } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { type Refused, refuse } from '@/lib/core/refusal'
import { signatureOf } from './sign-message'
import { readSigningKey } from './signing-key'

type Received = {
  readonly secret: string
  /** By lower-case name, as Node hands them over. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The body as it came, before anything read it. */
  readonly body: string
  readonly now: Temporal.Instant
  /** How far the sender's clock may be off, and how old a message may be. */
  readonly toleranceSeconds?: number
}

const sameBytes = (given: string, expected: string): boolean => {
  const left = Buffer.from(given)
  const right = Buffer.from(expected)
  return left.length === right.length && timingSafeEqual(left, right)
}

/**
 * Decides whether a message was sent by who has the secret, now: the other half of `signMessage`, for those who receive.
 * Several signatures may be given, as while a secret is changed; one that fits is enough. Compared in constant time.
 * @returns the id by which a message that comes twice is known, or a refusal that says what does not fit.
 */
export const verifyMessage = ({
  secret,
  headers,
  body,
  now,
  toleranceSeconds = 300,
}: Received): { readonly id: string } | Refused<'invalid_signature'> => {
  const id = headers['webhook-id']
  const seconds = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  const key = readSigningKey(secret)
  if (typeof id !== 'string' || typeof seconds !== 'string' || typeof signatures !== 'string' || key === null) {
    return refuse('invalid_signature', 'The message is not signed.')
  }
  if (!/^\d{1,12}$/.test(seconds)) return refuse('invalid_signature', 'The time of the message cannot be read.')
  if (Math.abs(now.epochMilliseconds / 1000 - Number(seconds)) > toleranceSeconds) {
    return refuse('invalid_signature', 'The message is too old, or from the future.')
  }
  const expected = `v1,${signatureOf(key, id, seconds, body)}`
  const fits = signatures.split(' ').filter((signature) => sameBytes(signature, expected))
  return fits.length > 0 ? { id } : refuse('invalid_signature', 'The signature does not belong to this message.')
}
