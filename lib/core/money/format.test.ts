import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMoney, formatQuantity, groupDigits } from './format'

test.each([
  ['1234.5', 'CHF', 'CHF 1’234.50'],
  ['0', 'EUR', 'EUR 0.00'],
  ['-1234567.1', 'USD', 'USD −1’234’567.10'],
  ['-0.00', 'CHF', 'CHF 0.00'],
  ['0.000000000125', 'CHF', 'CHF 0.000000000125'],
  ['999', 'CHF', 'CHF 999.00'],
  ['1000.', 'CHF', 'CHF 1’000.00'],
  ['0049.00', 'CHF', 'CHF 49.00'],
])('an amount of %s %s reads %s', (amount, currency, words) => {
  expect(formatMoney(amount, currency)).toBe(words)
})

test.each([
  ['31', '31'],
  ['1200.500', '1’200.5'],
  ['1000.000', '1’000'],
  ['100', '100'],
])('a quantity of %s reads %s', (quantity, words) => {
  expect(formatQuantity(quantity)).toBe(words)
})

test.each(['', '1e5', '1’000', 'NaN', '.5', '1,5'])('text that is no plain decimal is refused: %s', (text) => {
  expect(() => formatMoney(text, 'CHF')).toThrow(RangeError)
})

test('grouping an amount changes no digit, whatever its size', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (whole) => {
      expect(groupDigits(whole.toString()).replaceAll('’', '').replace('−', '-')).toBe(whole.toString())
    }),
  )
})
