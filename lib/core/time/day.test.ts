import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, countDays, daysOf, isMonth, joinDays, monthOf, monthSpan } from './day'

const dayLong = 86_400_000
/** The proleptic Gregorian calendar as `Date` knows it in UTC, which knows no zone and no daylight saving. */
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayLong
const dayOfNumber = (number: number): string => new Date(number * dayLong).toISOString().slice(0, 10)

const numbers = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2199-12-31') })
const days = numbers.map(dayOfNumber)
const months = days.map((day) => day.slice(0, 7))

test('adding days walks the calendar, leap days and century years included', () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: -5000, max: 5000 }), (from, by) => {
      expect(addDays(dayOfNumber(from), by)).toBe(dayOfNumber(from + by))
    }),
  )
})

test('adding a few days or months does the same, and text that is no day or month stays refused', () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: -40, max: 40 }), (from, by) => {
      expect(addDays(dayOfNumber(from), by)).toBe(dayOfNumber(from + by))
    }),
  )
  for (const text of ['2026-02-30', '2026-13-01', '2026-00-01', '2026-01-00', '2026-1-1', '2026-01-01x', '']) {
    expect(() => addDays(text, 1), text).toThrow(RangeError)
  }
  for (const text of ['2026-13', '2026-00', '2026-1', '']) expect(() => addMonths(text, 1), text).toThrow(RangeError)
  expect(addMonths('0001-02', -1)).toBe('0001-01')
  expect(addMonths('9999-12', -11)).toBe('9999-01')
})

test.each([
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-02-28', 1, '2026-03-01'],
  ['2100-02-28', 1, '2100-03-01'],
  ['2000-02-28', 1, '2000-02-29'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2026-03-29', 1, '2026-03-30'],
])('%s plus %i day is %s', (day, by, then) => {
  expect(addDays(day, by)).toBe(then)
})

test('the days counted from a start to an end are the days that lead there', () => {
  fc.assert(
    fc.property(numbers, fc.nat(5000), (from, by) => {
      expect(countDays({ start: dayOfNumber(from), end: dayOfNumber(from + by) })).toBe(by)
    }),
  )
})

test('the days of a span are each of them once, in order, without its end', () => {
  fc.assert(
    fc.property(numbers, fc.nat(800), (from, by) => {
      const expected = Array.from({ length: by }, (_, index) => dayOfNumber(from + index))
      expect(daysOf({ start: dayOfNumber(from), end: dayOfNumber(from + by) })).toEqual(expected)
    }),
    { numRuns: 30 },
  )
})

test.each([
  ['2026-01', 31],
  ['2026-02', 28],
  ['2028-02', 29],
  ['2100-02', 28],
  ['2026-04', 30],
  ['2026-12', 31],
])('%s has %i days', (month, count) => {
  expect(countDays(monthSpan(month))).toBe(count)
})

test('months tile the calendar: each ends where the next begins, and a day lies in its own', () => {
  fc.assert(
    fc.property(days, (day) => {
      const span = monthSpan(monthOf(day))
      expect(span.start <= day && day < span.end).toBe(true)
      expect(monthSpan(addMonths(monthOf(day), 1)).start).toBe(span.end)
    }),
  )
})

test('months are added as a number line of twelves', () => {
  fc.assert(
    fc.property(months, fc.integer({ min: -1200, max: 1200 }), (month, by) => {
      const [year = 0, number = 0] = month.split('-').map(Number)
      const target = year * 12 + number - 1 + by
      const expected = `${Math.floor(target / 12)}-${String((target % 12) + 1).padStart(2, '0')}`
      expect(addMonths(month, by)).toBe(expected)
      expect(addMonths(addMonths(month, by), -by)).toBe(month)
    }),
  )
})

test('every month of the calendar is a month', () => {
  fc.assert(
    fc.property(months, (month) => {
      expect(isMonth(month)).toBe(true)
    }),
  )
})

test.each(['2026-00', '2026-13', '2026-1', '26-01', '2026-01-01', '2026/01', ' 2026-01', '2026-01\n', ''])(
  '"%s" is no month',
  (text) => {
    expect(isMonth(text)).toBe(false)
  },
)

test('joined days are the same days, in spans that neither touch nor overlap', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 20_000, max: 20_060 }), { maxLength: 60 }), (chosen) => {
      const sorted = chosen.sort((a, b) => a - b).map(dayOfNumber)
      const spans = joinDays(sorted)
      expect(spans.flatMap(daysOf)).toEqual(sorted)
      for (const [index, span] of spans.slice(1).entries()) expect((spans[index]?.end ?? '') < span.start).toBe(true)
    }),
  )
})
