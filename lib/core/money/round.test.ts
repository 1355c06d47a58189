import fc from 'fast-check'
import { expect, test } from 'vitest'
import { halfUp, roundUp } from './round'

const dividends = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })
const divisors = fc.bigInt({ min: 1n, max: 10n ** 20n })
const magnitude = (value: bigint): bigint => (value < 0n ? -value : value)

test.each([
  [5n, 2n, 3n],
  [-5n, 2n, -3n],
  [1n, 2n, 1n],
  [-1n, 2n, -1n],
  [1n, 3n, 0n],
  [2n, 3n, 1n],
  [-2n, 3n, -1n],
  [0n, 7n, 0n],
  [98_000n, 31n, 3161n],
  [49n * 10n ** 30n, 7n, 7n * 10n ** 30n],
])('%s ÷ %s rounds to %s', (dividend, divisor, rounded) => {
  expect(halfUp(dividend, divisor)).toBe(rounded)
})

test('what is rounded is off by at most half a step, and a half goes away from zero', () => {
  fc.assert(
    fc.property(dividends, divisors, (dividend, divisor) => {
      const off = magnitude(halfUp(dividend, divisor)) * divisor - magnitude(dividend)
      expect(2n * off).toBeGreaterThan(-divisor)
      expect(2n * off).toBeLessThanOrEqual(divisor)
    }),
  )
})

test('exact halves of any size go away from zero', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 15n }), (whole, half) => {
      expect(halfUp((2n * whole + 1n) * half, 2n * half)).toBe(whole + 1n)
      expect(halfUp(-(2n * whole + 1n) * half, 2n * half)).toBe(-whole - 1n)
    }),
  )
})

test('whole multiples are exact and the sign is kept', () => {
  fc.assert(
    fc.property(dividends, divisors, (whole, divisor) => {
      expect(halfUp(whole * divisor, divisor)).toBe(whole)
      expect(halfUp(-whole, divisor)).toBe(-halfUp(whole, divisor))
    }),
  )
})

test('a larger dividend never rounds to less', () => {
  fc.assert(
    fc.property(dividends, dividends, divisors, (a, b, divisor) => {
      const [less, more] = a < b ? [a, b] : [b, a]
      expect(halfUp(less, divisor)).toBeLessThanOrEqual(halfUp(more, divisor))
    }),
  )
})

test.each([0n, -1n, -10n])('a divisor of %s is refused', (divisor) => {
  expect(() => halfUp(1n, divisor)).toThrow(RangeError)
})

test('rounding up never falls short of what is divided, by less than one', () => {
  fc.assert(
    fc.property(dividends, divisors, (dividend, divisor) => {
      const short = roundUp(dividend, divisor) * divisor - dividend
      expect(short >= 0n && short < divisor).toBe(true)
    }),
  )
  expect(() => roundUp(1n, 0n)).toThrow(RangeError)
})
