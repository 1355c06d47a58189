import { expect, test } from 'vitest'
import { pico, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { quantityPlaces } from './price'
import { checkModel, type PriceModel, priceIncrement, priceTotal, type Tier } from './tiers'

const one = 10n ** BigInt(quantityPlaces)
const units = (text: string): bigint => parseDecimal(text, quantityPlaces) ?? -1n
const money = (text: string) => pico(parseDecimal(text, picoPlaces) ?? -1n)
const tier = (upTo: string | null, unitPrice: string, flat?: string): Tier => ({
  upTo: upTo === null ? null : units(upTo),
  unitPrice: money(unitPrice),
  ...(flat === undefined ? {} : { flat: money(flat) }),
})

const steps = [tier('100', '0.10'), tier('1000', '0.05'), tier(null, '0.01')]
const withFlats = [tier('10', '0', '5'), tier(null, '1', '2.5')]
const perUnit: PriceModel = { kind: 'per_unit', price: money('0.000014') }
const packages: PriceModel = { kind: 'package', size: units('1000'), price: money('1.5') }
const graduated: PriceModel = { kind: 'graduated', tiers: steps }
const volume: PriceModel = { kind: 'volume', tiers: steps }

test.each<[string, PriceModel, string, string]>([
  ['per unit', perUnit, '3600', '0.0504'],
  ['per unit, nothing', perUnit, '0', '0'],
  ['per unit, a half step', { kind: 'per_unit', price: pico(1n) }, '0.5', '0.000000000001'],
  ['a package begun', packages, '0.000000000001', '1.5'],
  ['a package filled', packages, '1000', '1.5'],
  ['the next package begun', packages, '1000.000000000001', '3'],
  ['graduated in the first tier', graduated, '100', '10'],
  ['graduated one past the first tier', graduated, '101', '10.05'],
  ['graduated at the end of the second tier', graduated, '1000', '55'],
  ['graduated in the open tier', graduated, '1500', '60'],
  ['graduated with flat amounts at a tier end', { kind: 'graduated', tiers: withFlats }, '10', '5'],
  ['graduated with flat amounts past a tier end', { kind: 'graduated', tiers: withFlats }, '12', '9.5'],
  ['graduated with flat amounts, nothing used', { kind: 'graduated', tiers: withFlats }, '0', '0'],
  ['volume at the end of the first tier', volume, '100', '10'],
  ['volume one past the first tier', volume, '101', '5.05'],
  ['volume in the open tier', volume, '1500', '15'],
  ['volume with a flat amount', { kind: 'volume', tiers: withFlats }, '12', '14.5'],
  ['below the minimum', { ...graduated, minimum: money('20') }, '1', '20'],
  ['above the minimum', { ...graduated, minimum: money('20') }, '1000', '55'],
  ['a minimum with nothing used', { ...graduated, minimum: money('20') }, '0', '0'],
])('%s', (_, model, quantity, charge) => {
  expect(formatDecimal(priceTotal(model, units(quantity)), picoPlaces, 0)).toBe(charge)
})

test('a fractional quantity is rounded once per tier, half-up', () => {
  const tiers = [
    { upTo: units('0.5'), unitPrice: pico(1n) },
    { upTo: null, unitPrice: pico(1n) },
  ]
  expect(priceTotal({ kind: 'graduated', tiers }, one)).toBe(2n)
  expect(priceTotal({ kind: 'volume', tiers }, one)).toBe(1n)
})

test.each<[string, PriceModel]>([
  ['a negative price', { kind: 'per_unit', price: pico(-1n) }],
  ['a negative package price', { kind: 'package', size: one, price: pico(-1n) }],
  ['a package of nothing', { kind: 'package', size: 0n, price: pico(1n) }],
  ['a package of less than nothing', { kind: 'package', size: -one, price: pico(1n) }],
  ['a negative minimum', { ...perUnit, minimum: pico(-1n) }],
  ['a negative minimum of tiers', { ...volume, minimum: pico(-1n) }],
  ['no tiers', { kind: 'graduated', tiers: [] }],
  ['no open tier', { kind: 'volume', tiers: [tier('10', '1')] }],
  ['an open tier before the last', { kind: 'graduated', tiers: [tier(null, '1'), tier(null, '1')] }],
  ['a tier that ends at zero', { kind: 'graduated', tiers: [tier('0', '1'), tier(null, '1')] }],
  ['equal tier ends', { kind: 'volume', tiers: [tier('10', '1'), tier('10', '2'), tier(null, '1')] }],
  ['falling tier ends', { kind: 'graduated', tiers: [tier('10', '1'), tier('9', '2'), tier(null, '1')] }],
  ['a negative unit price', { kind: 'graduated', tiers: [{ upTo: null, unitPrice: pico(-1n) }] }],
  ['a negative flat amount', { kind: 'volume', tiers: [{ upTo: null, unitPrice: pico(1n), flat: pico(-1n) }] }],
])('a model with %s is refused', (_, model) => {
  expect(checkModel(model)?.refused).toBe('invalid_price')
})

test('a refusal names the tier, counted from one', () => {
  expect(checkModel({ kind: 'graduated', tiers: [tier('10', '1'), tier('9', '2'), tier(null, '1')] })?.facts).toEqual({
    tier: 2,
  })
})

test('less than nothing has no price', () => {
  expect(() => priceTotal(perUnit, -1n)).toThrow(RangeError)
  expect(() => priceIncrement(perUnit, one, -one - 1n)).toThrow(RangeError)
})
