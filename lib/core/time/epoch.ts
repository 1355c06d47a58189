import { Temporal } from 'temporal-polyfill'
import { parseDecimal } from '@/lib/core/money/decimal'
import { type Refused, refuse } from '@/lib/core/refusal'

/** More than the longest form has, with room for a fraction. */
const mostCharacters = 64
const zoned = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?([Zz]|[+-]\d{2}(:?\d{2})?)$/

/** Nanoseconds in one step of each scale, and the first value that belongs to the next finer one. */
const scales = [
  { places: 9, below: 10n ** 11n },
  { places: 6, below: 10n ** 14n },
  { places: 3, below: 10n ** 17n },
  { places: 0, below: null },
] as const

const largest = 9n * 10n ** 18n

/**
 * Reads a timestamp (M2), 1970 at the earliest: ISO-8601 with a zone, or an epoch number in seconds (below 10¹¹), milliseconds (below 10¹⁴),
 * microseconds (below 10¹⁷) or nanoseconds, also as numeric text and with a fraction. Every number from 0 to 9 × 10¹⁸
 * belongs to exactly one scale: the ranges meet without a gap.
 */
export const readTimestamp = (value: string | number): Temporal.Instant | Refused<'invalid_timestamp'> => {
  const text = typeof value === 'number' ? String(value) : value.trim()
  if (text.length > mostCharacters) return invalid(text)
  const usual = usualInstant(text)
  if (usual) return usual
  const nanoseconds = epochNanoseconds(text)
  if (nanoseconds !== null) return Temporal.Instant.fromEpochMilliseconds(0).add(split(nanoseconds))
  if (!zoned.test(text)) return invalid(text)
  try {
    const instant = Temporal.Instant.from(text)
    return instant.epochNanoseconds >= 0n ? instant : invalid(text)
  } catch {
    return invalid(text)
  }
}

const usualForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/

/**
 * Reads the form that most callers send by the platform's own calendar, which takes a tenth of the time; null for any
 * other, and for a day or an hour that does not exist, which that calendar would carry over.
 */
const usualInstant = (text: string): Temporal.Instant | null => {
  if (!usualForm.test(text)) return null
  const milliseconds = Date.parse(text)
  if (!(milliseconds >= 0)) return null
  const again = new Date(milliseconds).toISOString()
  return again.startsWith(text.slice(0, 19)) ? Temporal.Instant.fromEpochMilliseconds(milliseconds) : null
}

const epochNanoseconds = (text: string): bigint | null => {
  const atPico = parseDecimal(text, 12)
  if (atPico === null || atPico < 0n || atPico > largest * 10n ** 12n) return null
  const whole = atPico / 10n ** 12n
  const scale = scales.find(({ below }) => below === null || whole < below)
  return scale ? (atPico * 10n ** BigInt(scale.places)) / 10n ** 12n : null
}

const split = (nanoseconds: bigint) => ({
  milliseconds: Number(nanoseconds / 1_000_000n),
  nanoseconds: Number(nanoseconds % 1_000_000n),
})

const invalid = (text: string): Refused<'invalid_timestamp'> =>
  refuse(
    'invalid_timestamp',
    `"${text.slice(0, 40)}" is no timestamp: send ISO-8601 with a zone, or an epoch number in s, ms, µs or ns.`,
  )
