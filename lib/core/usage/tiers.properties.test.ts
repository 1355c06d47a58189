import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pico, sum } from '@/lib/core/money/amount'
import { quantityPlaces } from './price'
import { checkModel, type PriceModel, priceIncrement, priceTotal, type Tier } from './tiers'

const one = 10n ** BigInt(quantityPlaces)
const quantities = fc.oneof(
  fc.bigInt(0n, 5_000n * one),
  fc.bigInt(0n, 5_000n).map((whole) => whole * one),
)
const prices = fc.oneof(fc.bigInt(0n, 20n), fc.bigInt(0n, 10n ** 15n)).map(pico)
const ends = fc.uniqueArray(
  fc.oneof(
    fc.bigInt(1n, 40n),
    fc.bigInt(1n, 4_000n).map((whole) => whole * one),
  ),
  {
    maxLength: 4,
  },
)
const tierLists = fc
  .tuple(ends, fc.array(fc.tuple(prices, fc.option(prices, { nil: undefined })), { minLength: 5, maxLength: 5 }))
  .map(([upTos, terms]): Tier[] =>
    [...upTos.sort((a, b) => (a < b ? -1 : 1)), null].map((upTo, index) => {
      const [unitPrice, flat] = terms[index] ?? [pico(0n), undefined]
      return flat === undefined ? { upTo, unitPrice } : { upTo, unitPrice, flat }
    }),
  )
const sizes = fc.bigInt(1n, 3_000n * one)
const rising = fc.oneof(
  prices.map((price): PriceModel => ({ kind: 'per_unit', price })),
  fc.tuple(sizes, prices).map(([size, price]): PriceModel => ({ kind: 'package', size, price })),
  tierLists.map((tiers): PriceModel => ({ kind: 'graduated', tiers })),
)
const minimums = fc.option(prices, { nil: undefined })
const withMinimum = (models: fc.Arbitrary<PriceModel>): fc.Arbitrary<PriceModel> =>
  fc.tuple(models, minimums).map(([model, minimum]) => (minimum === undefined ? model : { ...model, minimum }))
const models = withMinimum(
  fc.oneof(
    rising,
    tierLists.map((tiers): PriceModel => ({ kind: 'volume', tiers })),
  ),
)

test('every sound model is let through, and prices every quantity at zero or more', () => {
  fc.assert(
    fc.property(models, quantities, (model, quantity) => {
      expect(checkModel(model)).toBeNull()
      expect(priceTotal(model, quantity)).toBeGreaterThanOrEqual(0n)
    }),
  )
})

test('the increments of any split add up to the total exactly, whatever the model', () => {
  fc.assert(
    fc.property(models, fc.array(quantities, { maxLength: 12 }), (model, parts) => {
      let used = 0n
      const charges = parts.map((part) => {
        const charge = priceIncrement(model, used, part)
        used += part
        return charge
      })
      expect(sum(charges)).toBe(priceTotal(model, used))
    }),
  )
})

test('usage that is taken back gives back what it cost', () => {
  fc.assert(
    fc.property(models, quantities, quantities, (model, before, more) => {
      expect(priceIncrement(model, before + more, -more)).toBe(-priceIncrement(model, before, more))
    }),
  )
})

test('one open tier costs what a price per unit costs, graduated or by volume', () => {
  fc.assert(
    fc.property(prices, minimums, quantities, (price, minimum, quantity) => {
      const tiers = [{ upTo: null, unitPrice: price }]
      const expected = priceTotal({ kind: 'per_unit', price, minimum }, quantity)
      expect(priceTotal({ kind: 'graduated', tiers, minimum }, quantity)).toBe(expected)
      expect(priceTotal({ kind: 'volume', tiers, minimum }, quantity)).toBe(expected)
    }),
  )
})

test('more never costs less, by any model but volume', () => {
  fc.assert(
    fc.property(withMinimum(rising), quantities, quantities, (model, before, more) => {
      expect(priceIncrement(model, before, more)).toBeGreaterThanOrEqual(0n)
    }),
  )
})

test('a graduated total of whole quantities is the price of every single unit, each by the tier it lies in', () => {
  const wholes = tierLists.filter((tiers) => tiers.every(({ upTo }) => upTo === null || upTo % one === 0n))
  fc.assert(
    fc.property(wholes, fc.integer({ min: 1, max: 300 }), (tiers, count) => {
      const places = Array.from({ length: count }, (_, index) =>
        tiers.findIndex(({ upTo }) => upTo === null || BigInt(index + 1) * one <= upTo),
      )
      const unitPrices = places.map((place) => tiers[place]?.unitPrice ?? pico(-1n))
      const flats = [...new Set(places.concat(0))].map((place) => tiers[place]?.flat ?? pico(0n))
      const skipped = tiers.slice(0, Math.max(...places)).filter((_, place) => !places.includes(place))
      expect(skipped).toEqual([])
      expect(priceTotal({ kind: 'graduated', tiers }, BigInt(count) * one)).toBe(sum([...unitPrices, ...flats]))
    }),
  )
})

test('a graduated total is continuous at a tier end: a step past it costs the next flat amount and the step', () => {
  fc.assert(
    fc.property(tierLists, fc.bigInt(1n, 40n), (tiers, wanted) => {
      for (const [index, { upTo }] of tiers.entries()) {
        const next = tiers[index + 1]
        if (upTo === null || next === undefined) continue
        const room = next.upTo === null ? wanted : next.upTo - upTo
        const step = wanted < room ? wanted : room
        const jump = priceIncrement({ kind: 'graduated', tiers }, upTo, step) - (next.flat ?? 0n)
        const off = jump * one - step * next.unitPrice
        expect(2n * off > -one && 2n * off <= one).toBe(true)
      }
    }),
  )
})

test('a volume total is the whole quantity at the price of the tier that holds it, tier ends included', () => {
  fc.assert(
    fc.property(tierLists, fc.bigInt(1n, 5_000n * one), (tiers, wanted) => {
      const tierEnds = tiers.flatMap(({ upTo }) => (upTo === null ? [] : [upTo, upTo + 1n]))
      for (const quantity of [wanted, ...tierEnds]) {
        const holding = tiers.filter(({ upTo }) => upTo === null || upTo >= quantity)[0]
        const charge = priceTotal({ kind: 'volume', tiers }, quantity) - (holding?.flat ?? 0n)
        const off = charge * one - quantity * (holding?.unitPrice ?? 0n)
        expect(2n * off > -one && 2n * off <= one).toBe(true)
      }
    }),
  )
})

test('packages never cost less than their share per unit, and never a whole package more', () => {
  fc.assert(
    fc.property(sizes, prices, quantities, (size, price, quantity) => {
      const over = priceTotal({ kind: 'package', size, price }, quantity) * size - quantity * price
      expect(over).toBeGreaterThanOrEqual(0n)
      expect(over <= (size - 1n) * price).toBe(true)
    }),
  )
})

test('a minimum never lowers a total, and nothing used costs nothing', () => {
  fc.assert(
    fc.property(models, prices, quantities, (model, minimum, quantity) => {
      const total = priceTotal({ ...model, minimum }, quantity)
      expect(total).toBeGreaterThanOrEqual(priceTotal({ ...model, minimum: pico(0n) }, quantity))
      if (quantity > 0n) expect(total).toBeGreaterThanOrEqual(minimum)
      expect(priceTotal({ ...model, minimum }, 0n)).toBe(0n)
    }),
  )
})
