import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Minor, minor, minorPlaces, pico, picoPlaces, sum } from './amount'

const amounts = fc.array(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(minor), { maxLength: 60 })

test('a sum is exact at any size', () => {
  expect(sum([minor(9_007_199_254_740_993n), minor(1n)])).toBe(9_007_199_254_740_994n)
  expect(sum([pico(10n ** 40n), pico(-1n)])).toBe(10n ** 40n - 1n)
})

test('the sum of nothing is zero', () => {
  expect(sum<Minor>([])).toBe(0n)
})

test('a sum does not depend on the order or on how the amounts are split into parts', () => {
  fc.assert(
    fc.property(amounts, fc.nat(60), (all, at) => {
      expect(sum([...all].reverse())).toBe(sum(all))
      expect(sum([sum(all.slice(0, at)), sum(all.slice(at))])).toBe(sum(all))
    }),
  )
})

test('amounts of any iterable are summed, and the amounts stay as they were', () => {
  fc.assert(
    fc.property(amounts, (all) => {
      const before = [...all]
      expect(sum(all.values())).toBe(all.reduce<bigint>((total, amount) => total + amount, 0n))
      expect(all).toEqual(before)
    }),
  )
})

test('a pico unit is ten billionths of a minor unit', () => {
  expect(10n ** BigInt(picoPlaces - minorPlaces)).toBe(10_000_000_000n)
})
