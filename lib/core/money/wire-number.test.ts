import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDecimal, parseDecimal } from './decimal'
import { isCarried, LongNumber, readWireNumber } from './wire-number'

const places = 12
const read = (value: string | number | LongNumber): string | null => {
  const number = readWireNumber(value, places)
  return typeof number === 'bigint' ? formatDecimal(number, places, 0) : number
}
const doubles = fc.double({ min: 1e-9, max: 1e15, noNaN: true })

test.each([
  [0.1 + 0.2, '0.3'],
  [0.00022500000000000002, '0.000225'],
  [Number('2.4899999999999997e-5'), '0.0000249'],
  [1e-7, '0.0000001'],
  [1_234_567.1 + 0.2, '1234567.3'],
  [5.1 - 4, '1.1'],
  [1 / 3, '0.333333333333'],
  [2 / 3, '0.666666666667'],
  [99.9999999999986, '99.999999999999'],
  [1_234_567.123456789, '1234567.123456789'],
  [-0, '0'],
  [-1, '-1'],
  [1e27, `1${'0'.repeat(27)}`],
  [1e-12, '0.000000000001'],
  ['0.30000000000000004', '0.3'],
  ['2.4899999999999997e-05', '0.0000249'],
  ['12345678901234.567891', '12345678901234.567891'],
  ['9007199254740993', '9007199254740993'],
  [' 1.50 ', '1.5'],
])('%s is read as %s', (value, right) => {
  expect(read(value)).toBe(right)
})

test.each([
  ['less than one unit of the last place', 1e-13],
  ['text with a place too many', '0.1234567890123'],
  ['text with more digits than any program prints of a double', '0.123456789012345678'],
  ['a comma', '1,5'],
  ['nothing', ''],
  ['no number', Number.NaN],
  ['no end', Number.POSITIVE_INFINITY],
  ['a book of digits', '1'.repeat(100_000)],
])('%s is not read', (_, value) => {
  expect(read(value)).toBeNull()
})

test.each(['9007199254740993', '12345678901234.567891', '0.1234567890123456789', '99999999999999999'])(
  'a double does not carry %s',
  (text) => {
    expect(isCarried(text)).toBe(false)
    expect(readWireNumber(new LongNumber(text), places)).toBe('too_long')
  },
)

test('a number that no double is exactly is read where the digits that are lost lie below the last place', () => {
  expect(isCarried('2.4899999999999997e-05')).toBe(false)
  expect(read(new LongNumber('2.4899999999999997e-05'))).toBe('0.0000249')
  expect(read(new LongNumber('0.30000000000000003'))).toBe('0.3')
  expect(read(new LongNumber('1e400'))).toBe(`1${'0'.repeat(400)}`)
  expect(read(new LongNumber('1e-400'))).toBeNull()
})

test('a double carries whatever is printed of it, in the shortest way or with any number of digits', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: 1, max: 17 }),
      (double, count) => {
        expect(isCarried(String(double))).toBe(true)
        expect(isCarried(double.toExponential(16))).toBe(true)
        const printed = double.toPrecision(count)
        if (Number.isFinite(Number(printed))) expect(isCarried(printed)).toBe(true)
      },
    ),
    { numRuns: 2000 },
  )
})

test('every number of up to 15 digits is carried and read exactly, as text and as a number', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), fc.integer({ min: 0, max: places }), (digits, at) => {
      const text = formatDecimal(digits, at)
      const exact = parseDecimal(text, places)
      expect(isCarried(text)).toBe(true)
      expect([readWireNumber(text, places), readWireNumber(Number(text), places)]).toEqual([exact, exact])
    }),
    { numRuns: 2000 },
  )
})

test('what adding and multiplying leave behind is not counted', () => {
  const cents = fc.integer({ min: 0, max: 10 ** 9 })
  fc.assert(
    fc.property(cents, cents, fc.integer({ min: 0, max: 6 }), (a, b, at) => {
      const scale = 10 ** at
      const exact = (BigInt(a) + BigInt(b)) * 10n ** BigInt(places - at)
      expect(readWireNumber(a / scale + b / scale, places)).toBe(exact)
    }),
    { numRuns: 2000 },
  )
  expect([0.07 * 100, 1.1 * 3, 4.35 * 100, 0.1 * 3].map(read)).toEqual(['7', '3.3', '435', '0.3'])
})

test('no double moves by more than half a unit of the last place and two of its own steps', () => {
  fc.assert(
    fc.property(doubles, (double) => {
      const number = readWireNumber(double, places)
      if (typeof number !== 'bigint') throw new Error(`${double} was not read`)
      const exact = parseDecimal(double.toFixed(40), 40) ?? 0n
      const distance = number * 10n ** 28n - exact
      const steps = BigInt(Math.ceil(double * 2 ** -51 * 1e24)) * 10n ** 16n
      expect((distance < 0n ? -distance : distance) <= 5n * 10n ** 27n + steps).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('text is never changed when it fits', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (value) => {
      expect(readWireNumber(formatDecimal(value, places), places)).toBe(value)
    }),
  )
})
