import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Pico, pico, picoPlaces, sum } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { lineAmount } from '@/lib/core/pricing/line-amount'
import { priceQuantity, type Quantity, quantityPlaces } from './price'

const one = 10n ** BigInt(quantityPlaces)
const wholes = fc.bigInt({ min: 0n, max: 10n ** 14n - 1n })
const quantities = fc.bigInt({ min: 0n, max: 10n ** 26n - 1n })
const prices = fc.bigInt({ min: 0n, max: 10n ** 24n }).map(pico)

const price = (text: string): Pico => pico(parseDecimal(text, picoPlaces) ?? -1n)
const quantity = (text: string): Quantity => parseDecimal(text, quantityPlaces) ?? -1n

test.each([
  ['1000000', '0.0000025', '2.5'],
  ['1', '0.000000000001', '0.000000000001'],
  ['0.5', '0.000000000001', '0.000000000001'],
  ['0.4', '0.000000000001', '0'],
  ['0.499999999999', '0.000000000001', '0'],
  ['1.5', '0.000000000001', '0.000000000002'],
  ['2.5', '0.000000000001', '0.000000000003'],
  ['3600', '0.000014', '0.0504'],
  ['0.333333333333', '0.03', '0.01'],
  ['0', '49', '0'],
  ['99999999999999', '0.000000000001', '99.999999999999'],
])('%s at %s each costs %s', (amount, each, charge) => {
  expect(formatDecimal(priceQuantity(quantity(amount), price(each)), picoPlaces, 0)).toBe(charge)
})

test('a whole quantity costs exactly that many times the price', () => {
  fc.assert(
    fc.property(wholes, prices, (whole, each) => {
      expect(priceQuantity(whole * one, each)).toBe(whole * each)
    }),
  )
})

test('a fractional quantity is off by at most half a step, and a half goes up', () => {
  fc.assert(
    fc.property(quantities, prices, (amount, each) => {
      const off = priceQuantity(amount, each) * one - amount * each
      expect(2n * off).toBeGreaterThan(-one)
      expect(2n * off).toBeLessThanOrEqual(one)
    }),
  )
})

test('whole quantities cost the same in one piece as in many', () => {
  fc.assert(
    fc.property(fc.array(wholes, { maxLength: 20 }), prices, (parts, each) => {
      const apart = sum(parts.map((part) => priceQuantity(part * one, each)))
      expect(apart).toBe(priceQuantity(parts.reduce((total, part) => total + part, 0n) * one, each))
    }),
  )
})

test('more never costs less', () => {
  fc.assert(
    fc.property(quantities, quantities, prices, (a, b, each) => {
      const [less, more] = a < b ? [a, b] : [b, a]
      expect(priceQuantity(less, each)).toBeLessThanOrEqual(priceQuantity(more, each))
    }),
  )
})

test('one hour of real requests costs exactly 47.608895 and 47.61 on an invoice', () => {
  const [head, ...rows] = readFileSync('lib/demo/llm-inference-code-2023.csv', 'utf8').trim().split(/\r?\n/)
  expect(head).toBe('TIMESTAMP,ContextTokens,GeneratedTokens')
  expect(rows).toHaveLength(8819)
  const charges = rows.flatMap((row) => {
    const [, input = '', output = ''] = row.split(',')
    return [priceQuantity(quantity(input), price('0.0000025')), priceQuantity(quantity(output), price('0.00001'))]
  })
  expect(formatDecimal(sum(charges), picoPlaces, 0)).toBe('47.608895')
  expect(lineAmount(sum(charges))).toBe(4761n)
})
