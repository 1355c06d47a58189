import { Temporal } from 'temporal-polyfill'

/** Says what time it is. Requests read it once and hand the instant down. */
export type Clock = () => Temporal.Instant

export const systemClock: Clock = () => Temporal.Now.instant()
