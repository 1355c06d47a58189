import type { Temporal } from 'temporal-polyfill'

export type WalkPeriod = 'hour' | 'day'

/** When the hour or day of UTC that an instant lies in began. */
export const periodStart = (every: WalkPeriod, at: Temporal.Instant): Temporal.Instant =>
  at.toZonedDateTimeISO('UTC').round({ smallestUnit: every, roundingMode: 'floor' }).toInstant()

const farAheadHours = 24

/**
 * Whether a walk that ended is to begin again: it has not begun in this hour or day, or it begins in a time that has not come
 * yet, because the clock was set back since.
 */
export const isWalkDue = (every: WalkPeriod, beganAt: Temporal.Instant, now: Temporal.Instant): boolean =>
  beganAt.epochNanoseconds < periodStart(every, now).epochNanoseconds ||
  beganAt.epochNanoseconds > now.add({ hours: farAheadHours }).epochNanoseconds
