import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDecimal } from '@/lib/core/money/decimal'
import { LongNumber } from '@/lib/core/money/wire-number'
import { quantityPlaces } from './price'
import { readQuantity } from './quantity'

const refused = (value: string | number | LongNumber): unknown => {
  const read = readQuantity(value)
  return typeof read === 'bigint' ? read : read.refused
}

test('every quantity of sixteen digits and twelve decimals reads exactly', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 28n - 1n }), (value) => {
      expect(readQuantity(formatDecimal(value, quantityPlaces))).toBe(value)
      expect(readQuantity(` ${formatDecimal(value, quantityPlaces, 0)} `)).toBe(value)
    }),
  )
})

test('every safe whole number below 10¹⁴ reads exactly', () => {
  fc.assert(
    fc.property(fc.nat(10 ** 14 - 1), (value) => {
      expect(readQuantity(value)).toBe(BigInt(value) * 10n ** BigInt(quantityPlaces))
    }),
  )
})

test.each([
  ['0', 0n],
  [-0, 0n],
  [0.1, 100_000_000_000n],
  [1e-12, 1n],
  ['1e3', 1_000_000_000_000_000n],
  ['9999999999999999.999999999999', 10n ** 28n - 1n],
  [0.1 + 0.2, 300_000_000_000n],
  [Number('2.4899999999999997e-5'), 24_900_000n],
])('%s is read', (value, quantity) => {
  expect(readQuantity(value)).toBe(quantity)
})

test.each([
  ['a negative number', -1],
  ['the smallest negative', '-0.000000000001'],
  ['a thirteenth decimal', '0.0000000000001'],
  ['a number that is finer than twelve decimals', 1e-13],
  ['a seventeenth digit', '10000000000000000'],
  ['a number with more digits than a double carries', new LongNumber('12345678901234.567891')],
  ['a large exponent', '1e300'],
  ['no number', Number.NaN],
  ['no end', Number.POSITIVE_INFINITY],
  ['nothing', ''],
  ['words', 'ten'],
  ['a comma', '1,5'],
  ['grouped digits', "1'000"],
  ['hexadecimal', '0xff'],
])('%s is refused', (_, value) => {
  expect(refused(value)).toBe('invalid_quantity')
})

test('what is refused is told how to be right', () => {
  const sentence = (value: string | number | LongNumber) => {
    const read = readQuantity(value)
    return typeof read === 'bigint' ? null : read.sentence
  }
  expect(sentence(new LongNumber('9007199254740993'))).toMatch(
    /more digits than a JSON number carries; send it as text/,
  )
  expect(sentence(1e27)).toBe('The quantity is too large: it must be below 10000000000000000.')
  expect(sentence('1,5')).toBe('"1,5" is no quantity: send digits, with a point before at most 12 decimals.')
  expect(sentence(-1)).toBe('A quantity cannot be negative.')
})
