import { randomFillSync } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

const base32 = (value: bigint, length: number): string => {
  let text = ''
  for (let left = value; text.length < length; left >>= 5n) text = alphabet[Number(left & 31n)] + text
  return text
}

const bytesPerId = 10
/** Random bytes of many ids are drawn at once: asking the system for ten takes as long as asking for thousands. */
const pool = Buffer.alloc(bytesPerId * 512)
let used = pool.length

const randomPart = (): bigint => {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const part = pool.subarray(used, used + bytesPerId).toString('hex')
  used += bytesPerId
  return BigInt(`0x${part}`)
}

/**
 * A new id: prefix, then 48 bits of milliseconds and 80 random bits in Crockford base 32, so that ids of one kind sort
 * by time of making. `newId('inv')` is like `inv_01jd8x…`.
 */
export const newId = (prefix: string, at: number = Date.now()): string =>
  `${prefix}_${base32(BigInt(at), 10)}${base32(randomPart(), 16)}`
