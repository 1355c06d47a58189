import { randomFillSync } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

const timeCharacters = 10
const randomCharacters = 16
/** Random bytes of many ids are drawn at once: asking the system for ten takes as long as asking for thousands. */
const pool = Buffer.alloc(randomCharacters * 512)
let used = pool.length

const timePart = (at: number): string => {
  let text = ''
  for (let left = at; text.length < timeCharacters; left = Math.floor(left / 32)) text = `${alphabet[left % 32]}${text}`
  return text
}

/** Five random bits a character. */
const randomPart = (): string => {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const end = used + randomCharacters
  let text = ''
  for (; used < end; used += 1) text += alphabet[(pool[used] ?? 0) % 32]
  return text
}

/**
 * A new id: prefix, then 48 bits of milliseconds and 80 random bits in Crockford base 32, so that ids of one kind sort
 * by time of making. `newId('inv')` is like `inv_01jd8x…`.
 */
export const newId = (prefix: string, at: number = Date.now()): string => `${prefix}_${timePart(at)}${randomPart()}`
