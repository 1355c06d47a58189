import type { Temporal } from 'temporal-polyfill'
import type { MeterDay } from '@/db/queries/usage-summary'
import { dayAt, dayStart } from '@/lib/core/time/billing-day'
import { addDays, addMonths, type Day, type DaySpan, daysOf, monthOf, monthSpan } from '@/lib/core/time/day'
import type { DayAmount, DayMoment } from '@/lib/core/usage/forecast'

/** This month and the one before in a zone, and the moment of today. */
export type SpendTimes = {
  readonly now: DayMoment
  readonly month: DaySpan
  readonly before: DaySpan
  /** From the first day of the month before to today. */
  readonly loaded: DaySpan
}

export const spendTimes = (instant: Temporal.Instant, zone: string): SpendTimes => {
  const today = dayAt(instant, zone)
  const [start, end] = [today, addDays(today, 1)].map((day) => dayStart(day, zone).epochNanoseconds)
  if (start === undefined || end === undefined) throw new Error('a day has a beginning and an end')
  const month = monthSpan(monthOf(today))
  const before = monthSpan(addMonths(monthOf(today), -1))
  return {
    now: { today, passed: instant.epochNanoseconds - start, length: end - start },
    month,
    before,
    loaded: { start: before.start, end: addDays(today, 1) },
  }
}

/** Every day of a span with what was used on it, also those without use. */
export const everyDay = (
  span: DaySpan,
  used: readonly MeterDay[],
  measure: (each: MeterDay) => bigint,
): readonly DayAmount[] => {
  const sums = new Map<Day, bigint>()
  for (const each of used) sums.set(each.day, (sums.get(each.day) ?? 0n) + measure(each))
  return daysOf(span).map((day) => ({ day, amount: sums.get(day) ?? 0n }))
}

/** The days from the first one of use on: before it there was no customer whose pace it could be. */
export const sinceFirstUse = (days: readonly DayAmount[]): readonly DayAmount[] => {
  const first = days.findIndex(({ amount }) => amount > 0n)
  return first < 0 ? [] : days.slice(first)
}
