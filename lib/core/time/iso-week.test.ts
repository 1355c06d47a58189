import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { addDays } from './day'
import { isoWeekOf } from './iso-week'

test.each([
  ['2020-12-31', '2020-W53'],
  ['2021-01-03', '2020-W53'],
  ['2021-01-04', '2021-W01'],
  ['2024-12-30', '2025-W01'],
  ['2025-12-29', '2026-W01'],
  ['2026-11-23', '2026-W48'],
  ['2026-11-29', '2026-W48'],
  ['2026-12-31', '2026-W53'],
  ['2027-01-03', '2026-W53'],
  ['2027-01-04', '2027-W01'],
  ['0001-01-01', '0001-W01'],
  ['9999-12-31', '9999-W52'],
])('%s lies in %s', (day, week) => {
  expect(isoWeekOf(day)).toBe(week)
})

const days = fc
  .oneof(
    fc.integer({ min: 0, max: 3_652_058 }),
    fc.tuple(fc.integer({ min: 2, max: 9998 }), fc.integer({ min: -8, max: 8 })).map(([year, shift]) => {
      const newYear = Temporal.PlainDate.from({ year, month: 1, day: 1 })
      return Temporal.PlainDate.from('0001-01-01').until(newYear).days + shift
    }),
  )
  .map((count) => addDays('0001-01-01', count))

test('seven days from a Monday share a week, and the eighth begins another', () => {
  fc.assert(
    fc.property(days, (day) => {
      const monday = addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek)
      fc.pre(monday < '9999-12-25')
      const weeks = new Set([0, 1, 2, 3, 4, 5, 6].map((shift) => isoWeekOf(addDays(monday, shift))))
      expect(weeks).toEqual(new Set([isoWeekOf(day)]))
      expect(isoWeekOf(addDays(monday, 7)) > isoWeekOf(day)).toBe(true)
    }),
  )
})

test('weeks sort like the days they hold, across year ends too', () => {
  const later = fc.oneof(fc.nat(400), fc.nat(1_000_000))
  fc.assert(
    fc.property(days, later, (day, shift) => {
      const other = addDays(day, shift)
      fc.pre(other.length === 10)
      expect(isoWeekOf(day) <= isoWeekOf(other)).toBe(true)
    }),
  )
})

test('the week is the one the calendar knows', () => {
  fc.assert(
    fc.property(days, (day) => {
      const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(day)
      expect(isoWeekOf(day).split('-W').map(Number)).toEqual([yearOfWeek, weekOfYear])
    }),
  )
})
