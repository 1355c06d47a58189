import { Temporal } from 'temporal-polyfill'

/** The latest of some instants; throws if there is none. */
export const latestInstant = (instants: readonly Temporal.Instant[]): Temporal.Instant =>
  instants.reduce((latest, each) => (Temporal.Instant.compare(latest, each) < 0 ? each : latest))
