import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BilledItem, changeItems, chargedFor, unusedLine, wholePeriodLines } from './item-lines'
import type { LinePrice } from './line'
import { shareAfter } from './proration'

const start = Date.parse('2026-11-01T00:00:00Z') / 1000
const period = { start, end: start + 30 * 86_400 }

const priceOf = (name: string, unitAmount: number): LinePrice => ({
  id: `price_${name}`,
  product: `prod_${name}`,
  productName: name,
  currency: 'chf',
  unitAmount,
  recurring: { interval: 'month', intervalCount: 1 },
})

const itemOf = (price: LinePrice, quantity = 1): BilledItem => {
  const item = { id: 'si_1', price, quantity, period, billed: null }
  return { ...item, billed: chargedFor(item) }
}

const change = (before: BilledItem, after: BilledItem, at: number, prorate = true, restarts = false) =>
  changeItems({ subscription: 'sub_1', before: [before], after: [after], at, prorate, restarts })

const amounts = (lines: readonly { amount: number }[]): number[] => lines.map(({ amount }) => amount)

describe('changing what is subscribed to', () => {
  const small = itemOf(priceOf('Pro', 1_000))
  const large = itemOf(priceOf('Max', 2_000))

  it('gives half back and charges half at half time', () => {
    const { lines } = change(small, large, start + 15 * 86_400)
    expect(lines.map(({ amount, description, proration }) => ({ amount, description, proration }))).toEqual([
      { amount: -500, description: 'Unused time on Pro after 16 Nov 2026', proration: true },
      { amount: 1_000, description: 'Remaining time on Max after 16 Nov 2026', proration: true },
    ])
    expect(lines.map((line) => line.period)).toEqual(Array(2).fill({ start: start + 15 * 86_400, end: period.end }))
  })

  it('costs nothing where nothing changes, and nothing without proration', () => {
    expect(change(small, { ...small }, start + 5).lines).toEqual([])
    expect(change(small, large, start + 5, false).lines).toEqual([])
  })

  it('gives back only what was charged when an earlier change was not prorated', () => {
    const [unprorated] = change(small, large, start + 5, false).items
    if (!unprorated) throw new Error('the item is gone')
    expect(unprorated.price.id).toBe('price_Max')
    expect(unusedLine('sub_1', unprorated, start + 15 * 86_400)?.amount).toBe(-500)
  })

  it('charges the whole of a period that begins with the change', () => {
    const { lines } = change(small, large, start + 15 * 86_400, true, true)
    expect(amounts(lines)).toEqual([-500, 2_000])
    expect(lines.at(-1)).toMatchObject({ proration: false, description: '1 × Max (at CHF 20.00 / month)' })
    expect(amounts(change(small, large, start, false, true).lines)).toEqual([2_000])
  })

  it('never gives back more than was charged, however often and whenever it is changed', () => {
    const steps = fc.array(
      fc.record({
        unitAmount: fc.integer({ min: 0, max: 9_999_999 }),
        quantity: fc.integer({ min: 1, max: 999 }),
        after: fc.integer({ min: 0, max: 600_000 }),
        prorate: fc.boolean(),
      }),
      { minLength: 1, maxLength: 8 },
    )
    const property = fc.property(steps, (given) => {
      let item = itemOf(priceOf('p', 1_900))
      let at = start
      let paid = wholePeriodLines('sub_1', [item])[0]?.amount ?? 0
      for (const [index, { unitAmount, quantity, after, prorate }] of given.entries()) {
        at = Math.min(at + after, period.end)
        const next = { ...item, price: priceOf(String(index), unitAmount), quantity }
        const { lines, items } = change(item, next, at, prorate)
        paid += amounts(lines).reduce((sum, amount) => sum + amount, 0)
        item = items[0] ?? item
        const unused = -(unusedLine('sub_1', item, at)?.amount ?? 0)
        expect(unused).toBeLessThanOrEqual(paid)
      }
      expect(paid).toBeGreaterThanOrEqual(0)
    })
    fc.assert(property)
  })

  it('charges for a part and gives it back to the same unit', () => {
    const property = fc.property(
      fc.integer({ min: 0, max: 99_999_999 }),
      fc.integer({ min: 0, max: 2_592_000 }),
      (amount, later) => {
        expect(shareAfter(-amount, period, start + later)).toBe(-shareAfter(amount, period, start + later) || 0)
      },
    )
    fc.assert(property)
  })
})
