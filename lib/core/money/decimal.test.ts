import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDecimal, mostDecimalCharacters, parseDecimal } from './decimal'

const values = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })
const places = fc.integer({ min: 0, max: 18 })
const digits = (least: number, most: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most }).map((each) => each.join(''))

test.each([
  ['49.5', 2, 4950n],
  ['0049.00', 2, 4900n],
  ['-0.01', 2, -1n],
  ['-0', 2, 0n],
  ['1.', 2, 100n],
  ['1.230000', 2, 123n],
  ['2.5e-7', 12, 250_000n],
  ['1e+21', 0, 10n ** 21n],
  ['1.5E3', 0, 1500n],
  ['1200e-2', 0, 12n],
  ['9007199254740993.01', 2, 900_719_925_474_099_301n],
])('%s at %i places is %s', (text, at, value) => {
  expect(parseDecimal(text, at)).toBe(value)
})

test.each([
  ['0.001', 2],
  ['1e-3', 2],
  ['0.0000000000001', 12],
  ['1.5', 0],
])('%s has more digits than %i places hold and is refused', (text, at) => {
  expect(parseDecimal(text, at)).toBeNull()
})

test.each([
  '',
  ' ',
  '.5',
  '+1',
  '1,5',
  '1’000',
  '1 000',
  '--1',
  '1e',
  '1e1.5',
  '1e1000',
  '0x10',
  'NaN',
  'Infinity',
  '١',
])('text that is no decimal number is refused: "%s"', (text) => {
  expect(parseDecimal(text, 2)).toBeNull()
})

test('what is written is read back to the same number, however many zeros are left out', () => {
  fc.assert(
    fc.property(values, places, fc.nat(18), (value, at, least) => {
      expect(parseDecimal(formatDecimal(value, at), at)).toBe(value)
      expect(parseDecimal(formatDecimal(value, at, Math.min(least, at)), at)).toBe(value)
    }),
  )
})

test('reading shifts the point and nothing else', () => {
  fc.assert(
    fc.property(fc.constantFrom('', '-'), digits(1, 30), digits(0, 12), (sign, whole, fraction) => {
      const expected = BigInt(whole + fraction.padEnd(12, '0')) * (sign === '-' ? -1n : 1n)
      expect(parseDecimal(`${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`, 12)).toBe(expected)
    }),
  )
})

test('a number with an exponent is the same number written out', () => {
  fc.assert(
    fc.property(digits(1, 12), fc.nat(20), fc.nat(20), (whole, up, down) => {
      expect(parseDecimal(`${whole}e${up}`, 2)).toBe(parseDecimal(whole + '0'.repeat(up), 2))
      expect(parseDecimal(`${whole}e-${down}`, 20)).toBe(BigInt(whole) * 10n ** BigInt(20 - down))
    }),
  )
})

test('every finite number is read exactly as JavaScript prints it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      const read = parseDecimal(String(number), 400)
      expect(read).not.toBeNull()
      expect(Number(formatDecimal(read ?? 1n, 400))).toBe(number === 0 ? 0 : number)
    }),
  )
})

test('text is written with a digit before the point and between the least and all of the places after it', () => {
  fc.assert(
    fc.property(values, places, fc.nat(18), (value, at, wanted) => {
      const least = Math.min(wanted, at)
      const [whole = '', fraction = ''] = formatDecimal(value, at, least).split('.')
      expect(whole).toMatch(/^-?(0|[1-9]\d*)$/)
      expect(fraction.length).toBeGreaterThanOrEqual(least)
      expect(fraction.length).toBeLessThanOrEqual(at)
      if (fraction.length > least) expect(fraction.endsWith('0')).toBe(false)
    }),
  )
})

test.each([
  [4950n, 2, 2, '49.50'],
  [-5n, 2, 2, '-0.05'],
  [0n, 2, 2, '0.00'],
  [0n, 2, 0, '0'],
  [7n, 0, 0, '7'],
  [2_500_000n, 12, 2, '0.0000025'],
  [1_000_000_000_000n, 12, 2, '1.00'],
])('%s at %i places with at least %i is %s', (value, at, least, text) => {
  expect(formatDecimal(value, at, least)).toBe(text)
})

test('text with more characters than any number needs is never made an integer', () => {
  const made: number[] = []
  const whole = globalThis.BigInt
  globalThis.BigInt = ((value: string | number | bigint | boolean) => {
    made.push(String(value).length)
    return whole(value)
  }) as BigIntConstructor
  try {
    for (const text of [
      '9'.repeat(500_000),
      `1.${'0'.repeat(500_000)}`,
      `-0.${'3'.repeat(500_000)}`,
      '7'.repeat(401),
    ]) {
      expect(parseDecimal(text, 12)).toBeNull()
    }
    expect(parseDecimal('7'.repeat(mostDecimalCharacters), 0)).toBe(whole('7'.repeat(mostDecimalCharacters)))
  } finally {
    globalThis.BigInt = whole
  }
  expect(Math.max(...made)).toBeLessThanOrEqual(mostDecimalCharacters)
})
