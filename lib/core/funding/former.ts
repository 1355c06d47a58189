import { type BillerSwitch, billerAt } from './biller'

/**
 * Whether an org has left, by `now`, the biller that was in force at an instant (W5): also if it came back to it since. What
 * is reported late of that time is paid by that biller's sources; what they cannot pay is a debt of that time.
 */
export const hasLeft = (switches: readonly BillerSwitch[], at: bigint, now: bigint): boolean => {
  const then = billerAt(switches, at)
  return switches.some(({ from }) => from > at && from <= now && billerAt(switches, from) !== then)
}

/** The latest of some instants; null if there are none. */
export const latestOf = (instants: readonly bigint[]): bigint | null =>
  instants.reduce<bigint | null>((last, each) => (last === null || each > last ? each : last), null)

/** That something waits to be paid, as an account keeps it. */
export type Short = {
  readonly short: boolean
  /** When the latest of it was used; null if it is not known. */
  readonly shortSince: bigint | null
  readonly switches: readonly BillerSwitch[]
}

/**
 * Whether something waits that the biller in force could not pay. What a former one could not pay is a debt of that time, and
 * does not count any more.
 */
export const isShort = ({ short, shortSince, switches }: Short, now: bigint): boolean =>
  short && (shortSince === null || !hasLeft(switches, shortSince, now))
