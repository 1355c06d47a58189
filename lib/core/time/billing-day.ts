import { Temporal } from 'temporal-polyfill'
import { type Refused, refuse } from '@/lib/core/refusal'
import { addDays, type Day, type DaySpan, daysOf, type Month, monthOf, monthSpan } from './day'

/** The civil day in `zone` in which the instant lies (I2). */
export const dayAt = (instant: Temporal.Instant, zone: string): Day =>
  instant.toZonedDateTimeISO(zone).toPlainDate().toString()

/**
 * Reads the days of many instants in one zone. It remembers the day it read last: instants that come together mostly lie
 * on one.
 */
export const dayReader = (zone: string): ((instant: Temporal.Instant) => Day) => {
  let last: CivilDay | null = null
  return (instant) => {
    const at = instant.epochNanoseconds
    if (last === null || at < last.start || at >= last.end) {
      const day = dayAt(instant, zone)
      const startOf = (each: Day): bigint => dayStart(each, zone).epochNanoseconds
      last = { day, start: startOf(day), end: startOf(addDays(day, 1)) }
    }
    return last.day
  }
}

/**
 * Reads the civil months of instants in one zone, in nanoseconds, with the instant at which each ends. It remembers the
 * month it read last.
 */
export const monthReader = (zone: string): ((at: bigint) => { readonly month: Month; readonly endsAt: bigint }) => {
  let last: { readonly month: Month; readonly start: bigint; readonly endsAt: bigint } | null = null
  return (at) => {
    if (last === null || at < last.start || at >= last.endsAt) {
      const month = monthOf(dayAt(Temporal.Instant.fromEpochNanoseconds(at), zone))
      const { start, end } = spanInstants(monthSpan(month), zone)
      last = { month, start: start.epochNanoseconds, endsAt: end.epochNanoseconds }
    }
    return last
  }
}

/** The instant at which the civil day begins in `zone`; not always midnight where clocks change at midnight. */
export const dayStart = (day: Day, zone: string): Temporal.Instant =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant()

/** True where `zone` names an IANA time zone. */
export const isZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return /^[A-Za-z]/.test(zone)
  } catch {
    return false
  }
}

/** Refuses text that names no zone. */
export const refuseZone = (zone: string): Refused<'invalid_request'> | null =>
  isZone(zone)
    ? null
    : refuse('invalid_request', `"${zone}" is no time zone; write it as Europe/Zurich.`, { field: 'zone' })

/** A civil day as it passed in a zone: the half-open interval [start, end) in nanoseconds since the epoch. */
export type CivilDay = { readonly day: Day; readonly start: bigint; readonly end: bigint }

const mostKept = 64
const kept = new Map<string, readonly CivilDay[]>()

/**
 * The days of the span that `zone` had, in order: a zone that crossed the date line left one out (Apia 2011-12-30). Spans
 * that were asked for lately are kept: a run of a month asks for the same of each org, which took most of its time.
 */
export const civilDays = (span: DaySpan, zone: string): readonly CivilDay[] => {
  const name = `${span.start} ${span.end} ${zone}`
  const days = kept.get(name) ?? civilDaysOf(span, zone)
  if (!kept.has(name) && kept.size === mostKept) kept.clear()
  kept.set(name, days)
  return days
}

const civilDaysOf = (span: DaySpan, zone: string): CivilDay[] => {
  const days = daysOf(span)
  // Each day ends where the next one begins: zones are slow to ask.
  const starts = [...days, span.end].map((day) => dayStart(day, zone).epochNanoseconds)
  return days
    .map((day, index) => ({ day, start: starts[index] ?? 0n, end: starts[index + 1] ?? 0n }))
    .filter(({ start, end }) => start < end)
}

/** The span of days as a half-open interval of instants. */
export const spanInstants = (span: DaySpan, zone: string): { start: Temporal.Instant; end: Temporal.Instant } => ({
  start: dayStart(span.start, zone),
  end: dayStart(span.end, zone),
})
