import type { Temporal } from 'temporal-polyfill'

const zone = 'Europe/Zurich'

/** How long the demo's history is: twelve whole weeks, and five days of the current one. */
export const historyDays = 12 * 7 + 5

/** The days of the demo's history, by the clock of its zone: day 0 is its first, `historyDays` is now. */
export type Calendar = { readonly day: (index: number, hours?: number) => Temporal.Instant }

/** When the history begins that ends at `now`: at a full hour. */
export const beginOf = (now: Temporal.Instant): Temporal.Instant =>
  now
    .toZonedDateTimeISO(zone)
    .round({ smallestUnit: 'hour', roundingMode: 'floor' })
    .subtract({ days: historyDays })
    .toInstant()

export const calendarFrom = (begin: Temporal.Instant): Calendar => {
  const first = begin.toZonedDateTimeISO(zone)
  return {
    day: (index, hours = 0) =>
      first
        .add({ days: index })
        .toInstant()
        .add({ minutes: Math.round(hours * 60) }),
  }
}

/** A whole number from `least` to `most` that looks like chance, and is the same on every machine. */
export const pick = (seed: number, least: number, most: number): number => {
  const mixed = Math.imul(seed + 1, 2_654_435_761) >>> 0
  return least + (((mixed >>> 7) ^ (mixed >>> 19)) % (most - least + 1))
}
