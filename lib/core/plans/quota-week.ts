import { Temporal } from 'temporal-polyfill'
import { isoWeekOf } from '@/lib/core/time/iso-week'

/** From when a subscription's weeks are counted, and in which zone a week is a week. */
export type QuotaAnchor = { readonly startedAt: Temporal.Instant; readonly zone: string }

/** One week of quota, half-open. */
export type QuotaPeriod = { readonly key: string; readonly start: Temporal.Instant; readonly end: Temporal.Instant }

const weekNanoseconds = 7n * 24n * 3600n * 1_000_000_000n

/**
 * The quota week in which the instant lies (Q2). Weeks have seven civil days and begin at the local time at which the
 * subscription's period started, also when clocks change in between; where a change leaves that time out, the week
 * begins as much later. Before the subscription started, the first week is meant.
 *
 * The key is the ISO week of the civil day on which the week begins by the calendar: consecutive weeks never share one,
 * even where a clock change moves a beginning past midnight.
 */
export const quotaPeriodAt = ({ startedAt, zone }: QuotaAnchor, now: Temporal.Instant): QuotaPeriod => {
  const anchor = startedAt.toZonedDateTimeISO(zone)
  const startOf = (index: number): Temporal.Instant => anchor.add({ days: 7 * index }).toInstant()
  const index = indexAt(startOf, now)
  const day = anchor.toPlainDate().add({ days: 7 * index })
  return { key: isoWeekOf(day.toString()), start: startOf(index), end: startOf(index + 1) }
}

/** Clock changes move a beginning by less than a week: the count of full weeks is off by one at most. */
const indexAt = (startOf: (index: number) => Temporal.Instant, now: Temporal.Instant): number => {
  const passed = now.epochNanoseconds - startOf(0).epochNanoseconds
  if (passed < 0n) return 0
  const guess = Number(passed / weekNanoseconds)
  if (Temporal.Instant.compare(now, startOf(guess)) < 0) return guess - 1
  return Temporal.Instant.compare(now, startOf(guess + 1)) < 0 ? guess : guess + 1
}
