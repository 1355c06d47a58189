import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundaryAfter, periodAt, type Recurring } from './period'

const at = (text: string): number => Date.parse(text) / 1000
const monthly: Recurring = { interval: 'month', intervalCount: 1 }

describe('a billing period', () => {
  it.each([
    ['2027-01-31T10:00:00Z', ['2027-02-28T10:00:00Z', '2027-03-31T10:00:00Z', '2027-04-30T10:00:00Z']],
    ['2028-01-30T00:00:00Z', ['2028-02-29T00:00:00Z', '2028-03-30T00:00:00Z', '2028-04-30T00:00:00Z']],
  ])('anchored on %s shortens in short months only', (anchor, expected) => {
    const boundaries = [1, 2, 3].map((count) => boundaryAfter(at(anchor), monthly, count))
    expect(boundaries).toEqual(expected.map(at))
  })

  it('of a year from 29 February ends on the 28th, and on the 29th again in the next leap year', () => {
    const yearly: Recurring = { interval: 'year', intervalCount: 1 }
    const anchor = at('2028-02-29T12:00:00Z')
    expect(boundaryAfter(anchor, yearly, 1)).toBe(at('2029-02-28T12:00:00Z'))
    expect(boundaryAfter(anchor, yearly, 4)).toBe(at('2032-02-29T12:00:00Z'))
  })

  it('holds its start and not its end, and leaves no gap to the next', () => {
    const intervals = fc.constantFrom('day', 'week', 'month', 'year')
    const recurring = fc.record({ interval: intervals, intervalCount: fc.integer({ min: 1, max: 12 }) })
    const anchors = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2050-01-01T00:00:00Z') })
    const property = fc.property(
      anchors,
      recurring,
      fc.integer({ min: 0, max: 300_000_000 }),
      (anchor, rate, later) => {
        const { start, end } = periodAt(anchor, rate, anchor + later)
        expect(start).toBeLessThanOrEqual(anchor + later)
        expect(end).toBeGreaterThan(anchor + later)
        expect(periodAt(anchor, rate, end).start).toBe(end)
      },
    )
    fc.assert(property)
  })
})
