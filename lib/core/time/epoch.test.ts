import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { readTimestamp } from './epoch'

const nanoseconds = (value: string | number): bigint | string => {
  const read = readTimestamp(value)
  return 'refused' in read ? read.refused : read.epochNanoseconds
}

const largest = 9n * 10n ** 18n
/** The first value of each scale, the value after its last, and nanoseconds in one step. */
const scales = [
  { name: 'seconds', from: 0n, to: 10n ** 11n, step: 10n ** 9n },
  { name: 'milliseconds', from: 10n ** 11n, to: 10n ** 14n, step: 10n ** 6n },
  { name: 'microseconds', from: 10n ** 14n, to: 10n ** 17n, step: 10n ** 3n },
  { name: 'nanoseconds', from: 10n ** 17n, to: largest + 1n, step: 1n },
]

test.each([
  [0, '1970-01-01T00:00:00Z'],
  [-0, '1970-01-01T00:00:00Z'],
  [1_774_746_000, '2026-03-29T01:00:00Z'],
  [1_774_746_000_123, '2026-03-29T01:00:00.123Z'],
  [1_774_746_000_123_456, '2026-03-29T01:00:00.123456Z'],
  ['1774746000123456789', '2026-03-29T01:00:00.123456789Z'],
  ['1774746000', '2026-03-29T01:00:00Z'],
  [' 1774746000 ', '2026-03-29T01:00:00Z'],
  [1_774_746_000.5, '2026-03-29T01:00:00.5Z'],
  ['1774746000.123456789', '2026-03-29T01:00:00.123456789Z'],
  ['1774746000.1234567899', '2026-03-29T01:00:00.123456789Z'],
  ['1774746000123.456', '2026-03-29T01:00:00.123456Z'],
  ['1774746000123456.789', '2026-03-29T01:00:00.123456789Z'],
  ['1.774746e9', '2026-03-29T01:00:00Z'],
  [2e9, '2033-05-18T03:33:20Z'],
  [2e10, '2603-10-11T11:33:20Z'],
  [1e11 - 1, '5138-11-16T09:46:39Z'],
  [1e11, '1973-03-03T09:46:40Z'],
  [2e12, '2033-05-18T03:33:20Z'],
  [1e14 - 1, '5138-11-16T09:46:39.999Z'],
  [1e14, '1973-03-03T09:46:40Z'],
  ['99999999999999999', '5138-11-16T09:46:39.999999Z'],
  [1e17, '1973-03-03T09:46:40Z'],
  ['9000000000000000000', '2255-03-14T16:00:00Z'],
  ['2026-03-29T01:00:00Z', '2026-03-29T01:00:00Z'],
  ['2026-03-29t01:00:00.123z', '2026-03-29T01:00:00.123Z'],
  ['2026-03-29 03:00+02:00', '2026-03-29T01:00:00Z'],
  ['2026-03-29T03:00:00,5+0200', '2026-03-29T01:00:00.5Z'],
  ['2026-03-28T20:15:00-04:45', '2026-03-29T01:00:00Z'],
  ['2026-03-29T03:00:00+02', '2026-03-29T01:00:00Z'],
])('%s is %s', (value, instant) => {
  const read = readTimestamp(value)
  expect('refused' in read ? read.sentence : read.toString()).toBe(instant)
})

test.each([
  ['no zone', '2026-03-29T01:00:00'],
  ['a day alone', '2026-03-29'],
  ['a time alone', '01:00:00Z'],
  ['a day that does not exist', '2026-02-30T00:00:00Z'],
  ['a month that does not exist', '2026-13-01T00:00:00Z'],
  ['an hour that does not exist', '2026-03-29T25:00:00Z'],
  ['a zone by name', '2026-03-29T01:00:00[Europe/Zurich]'],
  ['words', 'yesterday'],
  ['nothing', ''],
  ['white space', '   '],
  ['a negative number', -1],
  ['negative text', '-1774746000'],
  ['a negative fraction', -0.5],
  ['more than a number can say', Number.NaN],
  ['no end', Number.POSITIVE_INFINITY],
  ['no beginning', Number.NEGATIVE_INFINITY],
  ['infinity in words', 'Infinity'],
  ['hexadecimal', '0x69C8'],
  ['grouped digits', "1'774'746'000"],
  ['two numbers', '1774746000 1774746001'],
  ['past the last nanosecond', '9000000000000000001'],
  ['past every range', 1e300],
  ['before the epoch', '1969-12-31T23:59:59.999999999Z'],
  ['the year nought', '0000-01-01T00:00:00Z'],
])('%s is refused', (_, value) => {
  expect(nanoseconds(value)).toBe('invalid_timestamp')
})

test('a refusal quotes what was sent, cut short', () => {
  const read = readTimestamp('x'.repeat(500))
  expect('refused' in read && read.sentence).toContain(`"${'x'.repeat(40)}"`)
})

test('every whole number from 0 to 9 × 10¹⁸ reads to an instant of exactly one scale', () => {
  const anywhere = fc.oneof(...scales.map(({ from, to }) => fc.bigInt({ min: from, max: to - 1n })))
  fc.assert(
    fc.property(anywhere, (value) => {
      const scale = scales.filter(({ from, to }) => from <= value && value < to)
      expect(scale).toHaveLength(1)
      expect(nanoseconds(value.toString())).toBe(value * (scale[0]?.step ?? 0n))
    }),
    { numRuns: 1000 },
  )
})

test.each(scales)('within $name a larger number is a later instant', ({ from, to }) => {
  const inside = fc.bigInt({ min: from, max: to - 1n })
  fc.assert(
    fc.property(inside, inside, (a, b) => {
      const [x, y] = [nanoseconds(a.toString()), nanoseconds(b.toString())]
      expect(x < y).toBe(a < b)
    }),
  )
})

test.each(scales.slice(1))(
  'the range of $name begins where the one before ends, at the same year again',
  ({ from }) => {
    expect(typeof nanoseconds((from - 1n).toString())).toBe('bigint')
    expect(nanoseconds(from.toString())).toBe(10n ** 17n)
  },
)

test('a safe whole number reads the same as a number and as text', () => {
  fc.assert(
    fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (value) => {
      expect(nanoseconds(value)).toBe(nanoseconds(String(value)))
    }),
  )
})

test('every instant of the years 1970 to 9999 written as ISO-8601 reads back, in any offset', () => {
  const instants = fc
    .bigInt({
      min: 0n,
      max: Temporal.Instant.from('9999-12-29T00:00:00Z').epochNanoseconds,
    })
    .map((value) => new Temporal.Instant(value))
  const offsets = fc.constantFrom('UTC', '+02:00', '-04:45', '+14:00', '-12:00')
  fc.assert(
    fc.property(instants, offsets, (instant, timeZone) => {
      expect(nanoseconds(instant.toString())).toBe(instant.epochNanoseconds)
      expect(nanoseconds(instant.toString({ timeZone }))).toBe(instant.epochNanoseconds)
    }),
  )
})

test('the form that most callers send is read as Temporal reads it, days that do not exist included', () => {
  const two = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'))
  const form = fc.tuple(fc.integer({ min: 1965, max: 2199 }), two(14), two(33), two(26), two(62), two(62), fc.nat(1999))
  fc.assert(
    fc.property(form, ([year, month, day, hour, minute, second, fraction]) => {
      const decimals = fraction > 999 ? '' : `.${String(fraction).padStart(3, '0')}`
      const text = `${year}-${month}-${day}T${hour}:${minute}:${second}${decimals}Z`
      let expected: string | null = null
      try {
        const instant = Temporal.Instant.from(text)
        expected = instant.epochNanoseconds >= 0n ? instant.toString() : null
      } catch {
        expected = null
      }
      const read = readTimestamp(text)
      expect('refused' in read ? null : read.toString()).toBe(expected)
    }),
    { numRuns: 5000 },
  )
})

test('text that is longer than any timestamp is refused without being read', () => {
  for (const text of ['9'.repeat(500_000), `1.${'0'.repeat(500_000)}`, `2026-11-20T09:30:00${'0'.repeat(500_000)}Z`]) {
    expect(readTimestamp(text)).toMatchObject({ refused: 'invalid_timestamp' })
  }
  expect(readTimestamp(`1764000000.${'0'.repeat(50)}`)).not.toHaveProperty('refused')
})
