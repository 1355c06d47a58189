import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor } from '@/lib/core/money/amount'
import { prorate } from './proration'

const fees = fc.bigInt({ min: 0n, max: 10n ** 15n }).map(minor)
const months = fc.integer({ min: 28, max: 31 })

test.each([
  [4900n, 20, 31, 3161n],
  [4900n, 31, 31, 4900n],
  [4900n, 1, 28, 175n],
  [4900n, 1, 29, 169n],
  [4900n, 15, 30, 2450n],
  [4999n, 15, 30, 2500n],
  [1n, 15, 30, 1n],
  [1n, 15, 31, 0n],
  [4900n, 0, 31, 0n],
])('%s for %i of %i days is %s', (fee, days, all, part) => {
  expect(prorate(minor(fee), days, all)).toBe(part)
})

test('a part is the nearest to its exact share, and the whole month is exactly the fee', () => {
  fc.assert(
    fc.property(fees, months, fc.nat(31), (fee, all, wanted) => {
      const days = Math.min(wanted, all)
      const off = 2n * (prorate(fee, days, all) * BigInt(all) - fee * BigInt(days))
      expect(off > -BigInt(all) && off <= BigInt(all)).toBe(true)
      expect(prorate(fee, all, all)).toBe(fee)
      expect(prorate(fee, 0, all)).toBe(0n)
    }),
  )
})

test('two parts of a month differ from its fee by at most one step', () => {
  fc.assert(
    fc.property(fees, months, fc.nat(31), (fee, all, wanted) => {
      const days = Math.min(wanted, all)
      const off = prorate(fee, days, all) + prorate(fee, all - days, all) - fee
      expect(off === 0n || off === 1n || off === -1n).toBe(true)
    }),
  )
})
