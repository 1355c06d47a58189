import { expect, it } from 'vitest'
import { minor } from './amount'
import { isChargeable } from './chargeable'

it.each([
  [-1n, false],
  [0n, false],
  [49n, false],
  [50n, true],
  [99_999_999n, true],
  [100_000_000n, false],
])('%s can be paid by card: %s', (amount, expected) => {
  expect(isChargeable(minor(amount))).toBe(expected)
})
