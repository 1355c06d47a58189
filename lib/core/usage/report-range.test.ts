import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, countDays } from '@/lib/core/time/day'
import { changePercent, lastDayOf, mostReportDays, readReportSpan, reportPresets, spanBefore } from './report-range'

const today = '2026-11-21'
const day = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays('2020-01-01', days))

describe('the time of a report', () => {
  test('is what the address says, both days included', () => {
    expect(readReportSpan('2026-10-03', '2026-10-03', today)).toEqual({ start: '2026-10-03', end: '2026-10-04' })
    expect(readReportSpan('2026-10-01', '2026-10-31', today)).toEqual({ start: '2026-10-01', end: '2026-11-01' })
  })

  test.each([
    [undefined, undefined],
    ['2026-10-01', undefined],
    ['2026-10-31', '2026-10-01'],
    ['2026-02-29', '2026-03-01'],
    ['2026-2-1', '2026-03-01'],
    ['2025-01-01', '2026-12-31'],
    ['x', 'y'],
  ])('from %s to %s is the month so far', (from, to) => {
    expect(readReportSpan(from, to, today)).toEqual({ start: '2026-11-01', end: '2026-11-22' })
  })

  test('is never longer than a report covers, nor empty', () => {
    fc.assert(
      fc.property(day, day, day, (from, to, now) => {
        const length = countDays(readReportSpan(from, to, now))
        expect(length >= 1 && length <= mostReportDays).toBe(true)
      }),
    )
  })

  test('that is one click away ends today, or with the last month', () => {
    const presets = reportPresets(today)
    expect(presets.last_month).toEqual({ start: '2026-10-01', end: '2026-11-01' })
    expect(countDays(presets.last_7_days)).toBe(7)
    expect(countDays(presets.last_30_days)).toBe(30)
    expect([presets.this_month, presets.last_7_days, presets.last_30_days].map(lastDayOf)).toEqual(Array(3).fill(today))
  })
})

describe('what a time is compared with', () => {
  test.each([
    ['2026-10-01', '2026-11-01', '2026-09-01', '2026-10-01'],
    ['2026-07-01', '2026-10-01', '2026-04-01', '2026-07-01'],
    ['2026-11-01', '2026-11-22', '2026-10-01', '2026-10-22'],
    ['2026-03-01', '2026-03-31', '2026-02-01', '2026-03-01'],
    ['2026-11-15', '2026-11-22', '2026-11-08', '2026-11-15'],
    ['2026-09-01', '2026-10-15', '2026-07-19', '2026-09-01'],
  ])('[%s, %s) is [%s, %s)', (start, end, before, until) => {
    expect(spanBefore({ start, end })).toEqual({ start: before, end: until })
  })

  test('ends before it begins, and is not empty', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: mostReportDays }), (start, length) => {
        const before = spanBefore({ start, end: addDays(start, length) })
        expect(before.end <= start).toBe(true)
        expect(countDays(before) >= 1).toBe(true)
      }),
    )
  })
})

test.each([
  [150n, 100n, 50],
  [100n, 100n, 0],
  [0n, 100n, -100],
  [1_005n, 1_000n, 1],
  [1_004n, 1_000n, 0],
  [995n, 1_000n, -1],
  [996n, 1_000n, 0],
  [5n, 0n, null],
])('%d against %d is a change of %s per cent', (now, before, percent) => {
  expect(changePercent(now, before)).toBe(percent)
})
