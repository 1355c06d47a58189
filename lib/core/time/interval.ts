import type { CivilDay } from './billing-day'
import type { Day } from './day'

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

/** Those of the days that any part of any interval touches, in order. An empty interval touches none. */
export const daysTouched = (intervals: readonly Interval[], days: readonly CivilDay[]): Day[] =>
  days.filter((day) => intersect(intervals, [day]).length > 0).map(({ day }) => day)
