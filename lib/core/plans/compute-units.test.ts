import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pico, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { quantityPlaces } from '@/lib/core/usage/price'
import { computeUnits } from './compute-units'

const units = (text: string): bigint => parseDecimal(text, quantityPlaces) ?? -1n
const money = (text: string) => pico(parseDecimal(text, picoPlaces) ?? -1n)
const one = 10n ** BigInt(quantityPlaces)

test.each([
  ['1', '10', null, '0', '1'],
  ['1', '10', null, '0.25', '3.5'],
  ['0', '10', null, '0.000000000001', '0.00000000001'],
  ['0', '0.5', null, '0.000000000001', '0.000000000001'],
  ['0', '0.4', null, '0.000000000001', '0'],
  ['1', '10', '3', '0.25', '3'],
  ['1', '10', '3.5', '0.25', '3.5'],
  ['1', '10', '0.5', '0', '0.5'],
  ['1', '10', '0', '5', '0'],
])('base %s, ratio %s and ceiling %s make of a cost of %s %s units', (base, perCost, ceiling, cost, expected) => {
  const ratio = { base: units(base), perCost: units(perCost), ceiling: ceiling === null ? null : units(ceiling) }
  expect(formatDecimal(computeUnits(ratio, money(cost)), quantityPlaces, 0)).toBe(expected)
})

const quantities = fc.oneof(fc.bigInt(0n, 20n), fc.bigInt(0n, 10n ** 18n))
const ratios = fc.record({ base: quantities, perCost: quantities, ceiling: fc.option(quantities) })
const costs = fc.oneof(fc.bigInt(0n, 20n), fc.bigInt(0n, 10n ** 18n)).map(pico)

test('without a ceiling the units are within half a step of the exact ones, a half goes up', () => {
  fc.assert(
    fc.property(ratios, costs, (ratio, cost) => {
      const off = (computeUnits({ ...ratio, ceiling: null }, cost) - ratio.base) * one - ratio.perCost * cost
      expect(2n * off > -one && 2n * off <= one).toBe(true)
    }),
  )
})

test('a ceiling is never exceeded, and changes nothing below it', () => {
  fc.assert(
    fc.property(ratios, quantities, costs, (ratio, ceiling, cost) => {
      const open = computeUnits({ ...ratio, ceiling: null }, cost)
      expect(computeUnits({ ...ratio, ceiling }, cost)).toBe(open < ceiling ? open : ceiling)
    }),
  )
})

test('a job that costs more never has fewer units', () => {
  fc.assert(
    fc.property(ratios, costs, costs, (ratio, cost, more) => {
      expect(computeUnits(ratio, pico(cost + more))).toBeGreaterThanOrEqual(computeUnits(ratio, cost))
    }),
  )
})

test.each([
  [{ base: 0n, perCost: 0n, ceiling: null }, -1n],
  [{ base: -1n, perCost: 0n, ceiling: null }, 0n],
  [{ base: 0n, perCost: -1n, ceiling: null }, 0n],
  [{ base: 0n, perCost: 0n, ceiling: -1n }, 0n],
])('what is negative is an error: %o at a cost of %s', (ratio, cost) => {
  expect(() => computeUnits(ratio, pico(cost))).toThrow(RangeError)
})
