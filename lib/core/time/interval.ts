import type { Temporal } from 'temporal-polyfill'
import { dayAt, spanInstants } from './billing-day'
import { addDays, type Day, type DaySpan } from './day'

/** A half-open interval [start, end) in nanoseconds since the epoch; `end` null is "still going on". */
export type Interval = { readonly start: bigint; readonly end: bigint | null }

const endsBefore = (end: bigint | null, instant: bigint): boolean => end !== null && end <= instant

const earlier = (a: bigint | null, b: bigint | null): bigint | null => {
  if (a === null) return b
  if (b === null) return a
  return a < b ? a : b
}

/** What two lists of intervals have in common. Both are sorted and do not overlap in themselves. */
export const intersect = (left: readonly Interval[], right: readonly Interval[]): Interval[] => {
  const common: Interval[] = []
  for (const a of left) {
    for (const b of right) {
      const start = a.start > b.start ? a.start : b.start
      const end = earlier(a.end, b.end)
      if (!endsBefore(end, start)) common.push({ start, end })
    }
  }
  return common.sort((a, b) => (a.start < b.start ? -1 : 1))
}

/** What is left of `from` without `without`. Both are sorted and do not overlap in themselves. */
export const subtract = (from: readonly Interval[], without: readonly Interval[]): Interval[] => {
  const gaps: Interval[] = []
  let start: bigint | null = -(10n ** 30n)
  for (const cut of without) {
    if (start !== null && start < cut.start) gaps.push({ start, end: cut.start })
    start = cut.end
  }
  if (start !== null) gaps.push({ start, end: null })
  return intersect(from, gaps)
}

/** The civil days of `span` that any part of any interval touches, in order, each once. An empty interval touches none. */
export const daysTouched = (intervals: readonly Interval[], span: DaySpan, zone: string): Day[] => {
  const bounds = spanInstants(span, zone)
  const window: Interval = { start: bounds.start.epochNanoseconds, end: bounds.end.epochNanoseconds }
  const touched = new Set<Day>()
  for (const { start, end } of intersect(intervals, [window])) {
    if (end === null || end <= start) continue
    const last = dayAt(instantAt(bounds.start, end - 1n), zone)
    for (let day = dayAt(instantAt(bounds.start, start), zone); day <= last; day = addDays(day, 1)) touched.add(day)
  }
  return [...touched].sort()
}

const instantAt = (anchor: Temporal.Instant, nanoseconds: bigint): Temporal.Instant => {
  const offset = nanoseconds - anchor.epochNanoseconds
  return anchor.add({ milliseconds: Number(offset / 1_000_000n), nanoseconds: Number(offset % 1_000_000n) })
}
