import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDecimal } from '@/lib/core/money/decimal'
import { quantityPlaces } from './price'
import { readQuantity } from './quantity'

const refused = (value: string | number): unknown => {
  const read = readQuantity(value)
  return typeof read === 'bigint' ? read : read.refused
}

test('every quantity of fourteen digits and twelve decimals reads exactly', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 26n - 1n }), (value) => {
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
  ['99999999999999.999999999999', 10n ** 26n - 1n],
])('%s is read', (value, quantity) => {
  expect(readQuantity(value)).toBe(quantity)
})

test.each([
  ['a negative number', -1],
  ['the smallest negative', '-0.000000000001'],
  ['a thirteenth decimal', '0.0000000000001'],
  ['a number that is finer than twelve decimals', 1e-13],
  ['a fifteenth digit', '100000000000000'],
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
