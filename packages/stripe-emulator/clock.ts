import type { Temporal } from 'temporal-polyfill'

/** Says what time it is. */
export type Clock = () => Temporal.Instant
