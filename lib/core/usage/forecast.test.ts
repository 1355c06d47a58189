import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, countDays } from '@/lib/core/time/day'
import { type DayAmount, dailyRate, farthestDays, forecastOf, runsOutOn, type SpendHistory } from './forecast'

const seriesFrom = (start: string, amounts: readonly bigint[]): DayAmount[] =>
  amounts.map((amount, index) => ({ day: addDays(start, index), amount }))

/** November as it stands on the 10th at noon; October before it. */
const november = (before: readonly bigint[], soFar: readonly bigint[], passed = 12n): SpendHistory => ({
  before: seriesFrom(addDays('2026-11-01', -before.length), before),
  soFar: seriesFrom('2026-11-01', soFar),
  end: '2026-12-01',
  now: { today: addDays('2026-11-01', soFar.length - 1), passed, length: 24n },
})

const amount = fc.bigInt({ min: 0n, max: 10n ** 24n })
const history = fc
  .record({
    before: fc.array(amount, { maxLength: 31 }),
    soFar: fc.array(amount, { minLength: 1, maxLength: 30 }),
    passed: fc.bigInt({ min: 0n, max: 24n }),
  })
  .map(({ before, soFar, passed }) => november(before, soFar, passed))
const rate = fc.record({ sum: fc.bigInt({ min: 1n, max: 10n ** 24n }), days: fc.bigInt({ min: 1n, max: 7n }) })
const now = fc
  .bigInt({ min: 0n, max: 25n })
  .chain((length) =>
    fc.record({ passed: fc.bigInt({ min: 0n, max: length }), length: fc.constant(length === 0n ? 1n : length) }),
  )
  .map(({ passed, length }) => ({ today: '2026-11-10', passed, length }))

describe('the forecast of a period', () => {
  it('is what is spent, and the mean of the last seven full days for what is left', () => {
    const soFar = [9n, 9n, 70n, 70n, 70n, 70n, 70n, 70n, 70n, 30n]
    // Half of the 10th and the 20 days after it, at 70 a day.
    expect(forecastOf(november([], soFar))).toMatchObject({ spent: 538n, total: 538n + 70n * 20n + 35n })
  })

  it('takes the days of the period before where this one is young, and as many as there are', () => {
    expect(forecastOf(november([500n, 10n, 10n, 10n, 10n, 10n, 10n], [80n, 0n])).rate).toEqual({ sum: 140n, days: 7n })
    expect(forecastOf(november([20n, 40n], [0n])).rate).toEqual({ sum: 60n, days: 2n })
  })

  it('is what is spent where there is no full day yet, where nothing was used, and once the period is over', () => {
    expect(forecastOf(november([], [50n])).total).toBe(50n)
    expect(forecastOf(november([0n, 0n, 0n], [0n, 5n])).total).toBe(5n)
    const over = november([], Array<bigint>(30).fill(3n), 24n)
    expect(forecastOf(over).total).toBe(90n)
  })

  it('is never below what is spent', () => {
    fc.assert(
      fc.property(history, (each) => {
        const { spent, total } = forecastOf(each)
        expect(total >= spent).toBe(true)
      }),
    )
  })

  it('never falls where more is spent on any day', () => {
    fc.assert(
      fc.property(history, fc.nat(), amount, (each, place, more) => {
        const at = place % each.soFar.length
        const soFar = each.soFar.map((day, index) => (index === at ? { ...day, amount: day.amount + more } : day))
        expect(forecastOf({ ...each, soFar }).total >= forecastOf(each).total).toBe(true)
      }),
    )
  })

  it('is reached to the last place where every day is alike', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 2, max: 30 }), (each, days) => {
        const soFar = Array<bigint>(days).fill(each)
        expect(forecastOf(november([], soFar, 24n)).total).toBe(each * 30n)
      }),
    )
  })

  it('refuses a part of a day that is none', () => {
    expect(() => forecastOf(november([1n], [1n], 25n))).toThrow(RangeError)
  })
})

describe('the day on which credit runs out', () => {
  it('is today where the rest of today takes it, and the day that takes the last of it otherwise', () => {
    const noon = { today: '2026-11-10', passed: 12n, length: 24n }
    const ten = { sum: 70n, days: 7n }
    expect(runsOutOn(0n, ten, noon)).toBe('2026-11-10')
    expect(runsOutOn(5n, ten, noon)).toBe('2026-11-10')
    expect(runsOutOn(6n, ten, noon)).toBe('2026-11-11')
    expect(runsOutOn(15n, ten, noon)).toBe('2026-11-11')
    expect(runsOutOn(16n, ten, noon)).toBe('2026-11-12')
  })

  it('is not told at no pace, nor beyond a year', () => {
    const noon = { today: '2026-11-10', passed: 12n, length: 24n }
    expect(runsOutOn(100n, dailyRate([], '2026-11-10'), noon)).toBeNull()
    expect(runsOutOn(5n + 365n * 10n, { sum: 10n, days: 1n }, noon)).toBe('2027-11-10')
    expect(runsOutOn(6n + 365n * 10n, { sum: 10n, days: 1n }, noon)).toBeNull()
  })

  it('is not before today', () => {
    fc.assert(
      fc.property(amount, rate, now, (left, pace, moment) => {
        const day = runsOutOn(left, pace, moment)
        expect(day === null || day >= moment.today).toBe(true)
      }),
    )
  })

  it('is the day on which burning at that pace from now on empties it, and not one day sooner', () => {
    fc.assert(
      fc.property(amount, rate, now, (left, pace, moment) => {
        const day = runsOutOn(left, pace, moment)
        const needed = left * pace.days * moment.length
        const burntBy = (days: bigint) => pace.sum * (moment.length - moment.passed + days * moment.length)
        const days = day === null ? farthestDays + 1n : BigInt(countDays({ start: moment.today, end: day }))
        if (day !== null) expect(burntBy(days) >= needed).toBe(true)
        if (days > 0n) expect(burntBy(days - 1n) < needed).toBe(true)
      }),
    )
  })
})
