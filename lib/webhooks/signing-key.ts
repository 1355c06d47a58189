import { randomBytes } from 'node:crypto'

const form = /^whsec_([A-Za-z0-9+/]+={0,2})$/
const leastBytes = 24
const mostBytes = 64

/** The bytes that sign, out of a secret such as `whsec_MfKQ…`; null where it is none of 24 to 64 bytes. */
export const readSigningKey = (secret: string): Uint8Array | null => {
  const text = form.exec(secret)?.[1]
  if (text === undefined || text.length % 4 !== 0) return null
  const key = Buffer.from(text, 'base64')
  return key.length >= leastBytes && key.length <= mostBytes ? key : null
}

/** A new secret of 256 random bits. */
export const newSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`
