import { mostDecimalCharacters, parseDecimal } from './decimal'
import { halfUp } from './round'

/**
 * A JSON number as it was written, where the double nearest to it is not the same number: `9007199254740993`. Anyone who
 * reads the body keeps the text instead of the double, so that the field can say that digits would be lost.
 */
export class LongNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** Digits that every double carries, and the most that one can give back. */
const sureDigits = 15
const mostDigits = 17
/** A double that is this short when rounded to 15 digits had only noise in the rest. */
const plainDigits = 12
/** What a few operations may leave behind, as a share: two to four steps of a double. */
const mostNoise = 2 ** -51

const form = /^-?(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/

/** The significant digits of a number, and the power of ten of the first; null for text that is no number. */
const significant = (text: string): { readonly digits: string; readonly power: number } | null => {
  const match = text.length > mostDecimalCharacters ? null : form.exec(text)
  if (!match) return null
  const [, whole = '', fraction = '', exponent = '0'] = match
  const all = whole + fraction
  const first = all.search(/[1-9]/)
  if (first < 0) return { digits: '', power: 0 }
  let end = all.length
  while (all[end - 1] === '0') end -= 1
  return { digits: all.slice(first, end), power: whole.length - 1 - first + Number(exponent) }
}

const countOf = (text: string): number => significant(text)?.digits.length ?? 0

/**
 * Whether a double gives this number back: printed with as many digits as the text has, the double nearest to it is the
 * text again. True of every number of up to 15 digits and of every double as programs print it; false beyond 17.
 */
export const isCarried = (text: string): boolean => {
  const double = Number(text)
  // As programs print it: most of what is asked about is, and is told at once.
  if (Number.isFinite(double) && String(double) === text) return true
  const written = significant(text)
  if (!written) return false
  const { digits, power } = written
  if (digits === '' || !Number.isFinite(double)) return digits === ''
  if (digits.length > mostDigits || double === 0) return false
  if (digits.length <= sureDigits) return true
  // A tie is printed either way.
  return [String(double), double.toExponential(digits.length - 1)].some((printed) => {
    const shown = significant(printed)
    return shown?.digits === digits && shown.power === power
  })
}

/** The shortest text of a double; what binary arithmetic left in its 16th and 17th digit is gone. */
const withoutNoise = (double: number): string => {
  const shortest = String(double)
  if (countOf(shortest) <= sureDigits) return shortest
  const plain = double.toPrecision(sureDigits)
  const isNear = Math.abs(Number(plain) - double) <= Math.abs(double) * mostNoise
  return isNear && countOf(plain) <= plainDigits ? plain : shortest
}

/** Decimal text at so many places, rounded half up; null for what is less than one unit of the last place, but not zero. */
const rounded = (text: string, places: number): bigint | null => {
  const written = significant(text)
  if (!written) return null
  if (written.digits !== '' && written.power < -places) return null
  const extra = Math.max(0, written.digits.length - 1 - written.power - places)
  const finer = parseDecimal(text, places + extra)
  return finer === null ? null : halfUp(finer, 10n ** BigInt(extra))
}

/** What a program printed of a double, at so many places. Digits that the double lost count only down to those places. */
const readPrinted = (text: string, places: number): bigint | 'too_long' | null => {
  const count = countOf(text)
  const exact = rounded(text, places)
  if (count <= sureDigits) return exact
  if (count > mostDigits) return 'too_long'
  const double = Number(text)
  const read = Number.isFinite(double) ? rounded(withoutNoise(double), places) : null
  return isCarried(text) || read === exact ? read : 'too_long'
}

/**
 * Reads a decimal number as it comes over a wire, at so many decimal places. One rule for JSON bodies, files, commands:
 *
 * - Text is exact. Text that needs more places is refused, unless it is what a program prints of a double.
 * - A number is the double that its sender had. Its shortest decimal counts; where that has 16 or 17 digits and at most
 *   12 when rounded to 15, the rest is noise of binary arithmetic (`0.30000000000000004` is 0.3). What is finer than the
 *   last place is rounded half up; what is less than one unit there is refused.
 * - A number with more digits than a double carries is `too_long`: it has to be sent as text.
 * @returns null for what is no decimal number of so many places.
 */
export const readWireNumber = (value: string | number | LongNumber, places: number): bigint | 'too_long' | null => {
  const text = (value instanceof LongNumber ? value.text : String(value)).trim()
  if (text.length > mostDecimalCharacters) return value instanceof LongNumber ? 'too_long' : null
  if (value instanceof LongNumber) return readPrinted(text, places)
  const exact = parseDecimal(text, places)
  if (exact !== null && (typeof value === 'string' || text.length <= sureDigits)) return exact
  if (typeof value === 'string' && countOf(text) <= sureDigits) return null
  const read = readPrinted(text, places)
  return read === 'too_long' ? null : read
}
