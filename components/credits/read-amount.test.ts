import { expect, test } from 'vitest'
import { readAmount } from './read-amount'

test.each([
  ['25', 2_500n],
  [' 25.5 ', 2_550n],
  ['25,50', 2_550n],
  ['25.-', 2_500n],
  ['25.–', 2_500n],
  ["1'000.05", 100_005n],
  ['10’000', 1_000_000n],
  ['0', 0n],
  ['999999999999.99', 99_999_999_999_999n],
])('%s is read as an amount', (typed, amount) => {
  expect(readAmount(typed)).toBe(amount)
})

test.each(['', '.', '-5', '+5', '1e3', '25.505', '1,000', '1.000,50', '25 francs', '٢٥', '1000000000000', 'NaN'])(
  '%j is no amount, and is not guessed at',
  (typed) => {
    expect(readAmount(typed)).toBeNull()
  },
)
