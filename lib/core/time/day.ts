import { Temporal } from 'temporal-polyfill'

/** A civil day, `2026-10-31`. It means an interval of time only together with a zone. */
export type Day = string

/** A civil month, `2026-10`. */
export type Month = string

/** A half-open run of civil days: `start` is in, `end` is not. */
export type DaySpan = { readonly start: Day; readonly end: Day }

/** A day as text, and one that every month has: by far most sums of days stay in it, and need no calendar. */
const written = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/
const inEveryMonth = 28

export const addDays = (day: Day, days: number): Day => {
  const sum = Number(day.slice(8)) + days
  return sum >= 1 && sum <= inEveryMonth && Number(day.slice(8)) <= inEveryMonth && written.test(day)
    ? `${day.slice(0, 8)}${String(sum).padStart(2, '0')}`
    : Temporal.PlainDate.from(day).add({ days }).toString()
}

/** Days from `start` to `end`, `end` excluded. */
export const countDays = (span: DaySpan): number =>
  Temporal.PlainDate.from(span.start).until(Temporal.PlainDate.from(span.end), { largestUnit: 'day' }).days

/** Every day of the span, in order. */
export const daysOf = (span: DaySpan): Day[] => {
  const days: Day[] = []
  for (let day = addDays(span.start, 0); day < span.end; day = addDays(day, 1)) days.push(day)
  return days
}

/** The month as a span: `2026-10` is [2026-10-01, 2026-11-01). */
export const monthSpan = (month: Month): DaySpan => ({ start: `${month}-01`, end: `${addMonths(month, 1)}-01` })

export const monthOf = (day: Day): Month => day.slice(0, 7)

/** `2026-10` shifted by a number of months; negative goes back. */
export const addMonths = (month: Month, months: number): Month => {
  const sum = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months
  return isMonth(month) && Number.isInteger(sum) && sum >= 12 && sum < 120_000
    ? `${String(Math.floor(sum / 12)).padStart(4, '0')}-${String((sum % 12) + 1).padStart(2, '0')}`
    : Temporal.PlainYearMonth.from(month).add({ months }).toString()
}

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
