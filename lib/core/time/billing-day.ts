import { Temporal } from 'temporal-polyfill'
import type { Day, DaySpan } from './day'

/** The civil day in `zone` in which the instant lies (I2). */
export const dayAt = (instant: Temporal.Instant, zone: string): Day =>
  instant.toZonedDateTimeISO(zone).toPlainDate().toString()

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

/** The span of days as a half-open interval of instants. */
export const spanInstants = (span: DaySpan, zone: string): { start: Temporal.Instant; end: Temporal.Instant } => ({
  start: dayStart(span.start, zone),
  end: dayStart(span.end, zone),
})
