import { Temporal } from 'temporal-polyfill'

/** A civil day, `2026-10-31`. It means an interval of time only together with a zone. */
export type Day = string

/** A civil month, `2026-10`. */
export type Month = string

/** A half-open run of civil days: `start` is in, `end` is not. */
export type DaySpan = { readonly start: Day; readonly end: Day }

export const addDays = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString()

/** Days from `start` to `end`, `end` excluded. */
export const countDays = (span: DaySpan): number =>
  Temporal.PlainDate.from(span.start).until(Temporal.PlainDate.from(span.end), { largestUnit: 'day' }).days

/** Every day of the span, in order. */
export const daysOf = (span: DaySpan): Day[] => {
  const days: Day[] = []
  for (let day = Temporal.PlainDate.from(span.start); day.toString() < span.end; day = day.add({ days: 1 })) {
    days.push(day.toString())
  }
  return days
}

/** The month as a span: `2026-10` is [2026-10-01, 2026-11-01). */
export const monthSpan = (month: Month): DaySpan => {
  const first = Temporal.PlainYearMonth.from(month)
  return { start: `${month}-01`, end: `${first.add({ months: 1 }).toString()}-01` }
}

export const monthOf = (day: Day): Month => day.slice(0, 7)

/** `2026-10` shifted by a number of months; negative goes back. */
export const addMonths = (month: Month, months: number): Month =>
  Temporal.PlainYearMonth.from(month).add({ months }).toString()

/** True for a real month written `YYYY-MM`, from the year 1 on: the database has no year 0. */
export const isMonth = (text: string): text is Month => /^(?!0000)\d{4}-(0[1-9]|1[0-2])$/.test(text)

/** Consecutive days joined into spans; the input is sorted and without repeats. */
export const joinDays = (days: readonly Day[]): DaySpan[] => {
  const spans: { start: Day; end: Day }[] = []
  for (const day of days) {
    const last = spans.at(-1)
    if (last?.end === day) last.end = addDays(day, 1)
    else spans.push({ start: day, end: addDays(day, 1) })
  }
  return spans
}
