import { randomUUID } from 'node:crypto'
import { isCarried, LongNumber } from '@/lib/core/money/wire-number'
import { isStorableText } from '@/lib/core/text/storable-text'
import { Refusal } from '@/lib/platform/errors'

/** A number that may have more digits than a double carries, or lie beyond the reach of one. */
const mayBeLong = /[:[,\s]-?\d[\d.]{15}|\d[eE][+-]?\d{3}/
/** Of numbers that a double does not give back. Each takes a few microseconds, and a body has room for very many. */
export const mostLongNumbers = 5_000
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g

/** What a long number is replaced by until the text is parsed: this, then its digits, as text that nobody can send. */
const mark = `${randomUUID()}:`

/**
 * Parses JSON; a number that a double does not give back is a `LongNumber`, so that what reads it can tell. Text is
 * searched for such numbers first: most has none, and is parsed as it is.
 */
export const parseJson = (text: string): unknown => {
  try {
    const isLong = mayBeLong.test(text)
    // Text that is written out was made whole when it was read; only escapes can say what cannot be kept.
    const value: unknown = text.includes('\\u') ? JSON.parse(text, refuseUnstorable) : JSON.parse(text)
    // Only what is known to be JSON is taken apart: strings and numbers are where they seem to be.
    return isLong ? parseLong(text, value) : value
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('invalid_json', 'The body is not well-formed JSON.')
  }
}

const parseLong = (text: string, value: unknown): unknown => {
  let count = 0
  const marked = text.replace(stringOrNumber, (token) => {
    if (token.startsWith('"') || isCarried(token)) return token
    count += 1
    if (count > mostLongNumbers) throw tooManyLong()
    return `"${mark}${token}"`
  })
  if (count === 0) return value
  return JSON.parse(marked, (_, part: unknown) =>
    typeof part === 'string' && part.startsWith(mark) ? new LongNumber(part.slice(mark.length)) : part,
  )
}

const tooManyLong = (): Refusal =>
  new Refusal(
    'invalid_request',
    `The body may have at most ${mostLongNumbers} numbers with more digits than a JSON number carries; send them as text.`,
  )

/** Text that no database can keep: a zero character, or half a character. */
const refuseUnstorable = (key: string, value: unknown): unknown => {
  for (const text of [key, value]) {
    if (typeof text !== 'string' || isStorableText(text)) continue
    throw new Refusal('invalid_request', 'Text may not contain a zero character or a lone surrogate.')
  }
  return value
}
