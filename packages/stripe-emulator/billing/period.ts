import { Temporal } from 'temporal-polyfill'

export type Recurring = {
  readonly interval: 'day' | 'week' | 'month' | 'year'
  readonly intervalCount: number
}

/** Half-open, in epoch seconds. */
export type Period = { readonly start: number; readonly end: number }

const typicalSeconds = { day: 86_400, week: 604_800, month: 2_629_746, year: 31_556_952 } as const

/**
 * The `count`-th boundary after the anchor. It is always counted from the anchor itself, so a month that is too short
 * only shortens itself: an anchor on the 31st gives 28 February and then 31 March, as with Stripe. UTC.
 */
export const boundaryAfter = (anchor: number, { interval, intervalCount }: Recurring, count: number): number => {
  const steps = count * intervalCount
  const at = Temporal.Instant.fromEpochMilliseconds(anchor * 1000).toZonedDateTimeISO('UTC')
  return at.add({ [`${interval}s`]: steps }, { overflow: 'constrain' }).epochMilliseconds / 1000
}

/** The billing period that holds `at`. @param anchor epoch seconds, not after `at`. */
export const periodAt = (anchor: number, recurring: Recurring, at: number): Period => {
  const typical = typicalSeconds[recurring.interval] * recurring.intervalCount
  let count = Math.max(0, Math.floor((at - anchor) / typical) - 1)
  while (boundaryAfter(anchor, recurring, count + 1) <= at) count += 1
  return { start: boundaryAfter(anchor, recurring, count), end: boundaryAfter(anchor, recurring, count + 1) }
}
