import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Count, docUnits, type UnitPolicy } from './doc-units'

const policy: UnitPolicy = { pagesPerUnit: 10, bytesPerUnit: 1_000_000, minimumUnits: 1 }
const unitsOf = (pages: Count, bytes: Count, terms: UnitPolicy = policy): unknown => {
  const units = docUnits({ pages, bytes }, terms)
  return typeof units === 'bigint' ? units : units.refused
}

test.each<[string, Count, Count, UnitPolicy, bigint]>([
  ['nothing is one unit', 0, 0, policy, 1n],
  ['one page', 1, 0, policy, 1n],
  ['a unit filled by pages', 10, 1, policy, 1n],
  ['the next unit begun by pages', 11, 1, policy, 2n],
  ['a unit filled by bytes', 1, 1_000_000, policy, 1n],
  ['the next unit begun by bytes', 1, 1_000_001, policy, 2n],
  ['pages outweigh bytes', 100, 2_000_000, policy, 10n],
  ['bytes outweigh pages', 100, 20_000_000, policy, 20n],
  ['the minimum outweighs both', 20, 2_000_000, { ...policy, minimumUnits: 5 }, 5n],
  ['a minimum of zero is still one', 0, 0, { ...policy, minimumUnits: 0 }, 1n],
  [
    'more bytes than a number holds exactly',
    1n,
    2n ** 60n + 1n,
    { ...policy, bytesPerUnit: 2n ** 30n },
    2n ** 30n + 1n,
  ],
])('%s', (_, pages, bytes, terms, units) => {
  expect(unitsOf(pages, bytes, terms)).toBe(units)
})

test.each<[Count, Count]>([
  [-1, 0],
  [0, -1],
  [-1n, 0n],
  [0n, -1n],
  [1.5, 0],
  [0, 0.1],
  [Number.NaN, 0],
  [0, Number.POSITIVE_INFINITY],
  [2 ** 53, 0],
])('%s pages and %s bytes are refused', (pages, bytes) => {
  expect(unitsOf(pages, bytes)).toBe('invalid_quantity')
})

test.each<Partial<UnitPolicy>>([
  { pagesPerUnit: 0 },
  { pagesPerUnit: -1 },
  { pagesPerUnit: 1.5 },
  { bytesPerUnit: 0n },
  { bytesPerUnit: -1n },
  { bytesPerUnit: Number.NaN },
  { minimumUnits: -1 },
  { minimumUnits: 0.5 },
])('a policy of %o is an error, whatever the document', (wrong) => {
  expect(() => docUnits({ pages: 1, bytes: 1 }, { ...policy, ...wrong })).toThrow(RangeError)
  expect(() => docUnits({ pages: -1, bytes: 1 }, { ...policy, ...wrong })).toThrow(RangeError)
})

const counts = fc.oneof(fc.bigInt(0n, 2n), fc.bigInt(0n, 200n), fc.bigInt(0n, 10n ** 20n))
const sizes = fc.oneof(fc.bigInt(1n, 20n), fc.bigInt(1n, 10n ** 9n))
const policies = fc.record({
  pagesPerUnit: sizes,
  bytesPerUnit: sizes,
  minimumUnits: fc.oneof(fc.bigInt(0n, 2n), fc.bigInt(0n, 12n)),
})

test('the units are the fewest that hold all pages, all bytes and the minimum, and at least one', () => {
  fc.assert(
    fc.property(counts, counts, policies, (pages, bytes, terms) => {
      const holds = (units: bigint): boolean =>
        units >= 1n &&
        units >= terms.minimumUnits &&
        units * terms.pagesPerUnit >= pages &&
        units * terms.bytesPerUnit >= bytes
      const units = docUnits({ pages, bytes }, terms)
      if (typeof units !== 'bigint') throw new Error(units.sentence)
      expect(holds(units)).toBe(true)
      expect(holds(units - 1n)).toBe(false)
    }),
  )
})

test('a number and the same bigint give the same units', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), fc.integer({ min: 1, max: 5000 }), (pages, bytes, size) => {
      const asBigints = { pagesPerUnit: BigInt(size), bytesPerUnit: BigInt(size), minimumUnits: 1n }
      const asNumbers = { pagesPerUnit: size, bytesPerUnit: size, minimumUnits: 1 }
      expect(unitsOf(pages, bytes, asNumbers)).toBe(unitsOf(BigInt(pages), BigInt(bytes), asBigints))
    }),
  )
})
