import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate } from './allocate'
import { minor } from './amount'

describe('allocate', () => {
  it.each([
    [4999n, [15, 15], [2500n, 2499n]],
    [100n, [1, 1, 1], [34n, 33n, 33n]],
    [5n, [3, 7], [2n, 3n]],
    [1n, [1, 2], [0n, 1n]],
    [0n, [1, 2], [0n, 0n]],
    [7n, [0, 1], [0n, 7n]],
  ] as const)('splits %s by %s into %s', (amount, weights, parts) => {
    expect(allocate(minor(amount), weights)).toEqual(parts)
  })

  const weights = fc
    .array(fc.nat(400), { minLength: 1, maxLength: 12 })
    .filter((all) => all.some((weight) => weight > 0))

  it('gives parts that add up to the amount, each within one unit of its exact share', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n), weights, (amount, by) => {
        const parts = allocate(minor(amount), by)
        const total = BigInt(by.reduce((sum, weight) => sum + weight, 0))
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount)
        for (const [place, part] of parts.entries()) {
          const distance = part * total - amount * BigInt(by[place] ?? 0)
          expect(distance < total && -distance < total).toBe(true)
        }
      }),
    )
  })

  it('refuses what cannot be split', () => {
    expect(() => allocate(minor(-1n), [1])).toThrow(RangeError)
    expect(() => allocate(minor(1n), [0, 0])).toThrow(RangeError)
  })
})
