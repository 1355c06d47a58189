import { randomBytes } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

const base32 = (value: bigint, length: number): string => {
  let text = ''
  for (let left = value; text.length < length; left >>= 5n) text = alphabet[Number(left & 31n)] + text
  return text
}

/**
 * A new id: prefix, then 48 bits of milliseconds and 80 random bits in Crockford base 32, so that ids of one kind sort
 * by time of making. `newId('inv')` is like `inv_01jd8x…`.
 */
export const newId = (prefix: string, at: number = Date.now()): string =>
  `${prefix}_${base32(BigInt(at), 10)}${base32(BigInt(`0x${randomBytes(10).toString('hex')}`), 16)}`
