import { Temporal } from 'temporal-polyfill'
import { halfUp } from '@/lib/core/money/round'
import { addDays, addMonths, countDays, type Day, type DaySpan, monthOf, monthSpan } from '@/lib/core/time/day'

/** The longest time a report covers, in days. */
export const mostReportDays = 366

export type ReportPreset = 'this_month' | 'last_month' | 'last_7_days' | 'last_30_days'

/** The spans that are one click away. */
export const reportPresets = (today: Day): Readonly<Record<ReportPreset, DaySpan>> => {
  const end = addDays(today, 1)
  return {
    this_month: { start: `${monthOf(today)}-01`, end },
    last_month: monthSpan(addMonths(monthOf(today), -1)),
    last_7_days: { start: addDays(end, -7), end },
    last_30_days: { start: addDays(end, -30), end },
  }
}

/** True for a day of the calendar, written `YYYY-MM-DD`. */
const isDay = (text: string): text is Day => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

/**
 * The time a report is about, from its first and last day as an address has them, both included. What is no day, turned
 * round or longer than a report covers means the month so far.
 */
export const readReportSpan = (from: string | undefined, to: string | undefined, today: Day): DaySpan => {
  const usual = reportPresets(today).this_month
  if (from === undefined || to === undefined || !isDay(from) || !isDay(to) || to < from) return usual
  const span = { start: from, end: addDays(to, 1) }
  return countDays(span) <= mostReportDays ? span : usual
}

/** The last day of a span, which the span itself leaves out. */
export const lastDayOf = ({ end }: DaySpan): Day => addDays(end, -1)

/**
 * What a span is compared with. Whole months are compared with as many months before, the month so far with as many days
 * of the month before, and anything else with as many days right before it.
 */
export const spanBefore = (span: DaySpan): DaySpan => {
  const { start, end } = span
  const length = countDays(span)
  if (!start.endsWith('-01')) return { start: addDays(start, -length), end: start }
  const months = monthsBetween(start, end)
  if (end.endsWith('-01')) return { start: monthSpan(addMonths(monthOf(start), -months)).start, end: start }
  if (months > 0) return { start: addDays(start, -length), end: start }
  const before = monthSpan(addMonths(monthOf(start), -1))
  const sameDays = addDays(before.start, length)
  return { start: before.start, end: sameDays < before.end ? sameDays : before.end }
}

const monthsBetween = (start: Day, end: Day): number =>
  Temporal.PlainYearMonth.from(start).until(Temporal.PlainYearMonth.from(end), { largestUnit: 'month' }).months

/** How much more or less something is than before, in whole per cent rounded half away from zero; null where it was nought. */
export const changePercent = (now: bigint, before: bigint): number | null => {
  if (before <= 0n) return null
  return Number(halfUp((now - before) * 100n, before))
}
