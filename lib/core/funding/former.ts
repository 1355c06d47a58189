import { type BillerSwitch, billerAt } from './biller'

/**
 * Whether an org has left, by `now`, the biller that was in force at an instant (W5): also if it came back to it since. What
 * is reported late of that time is paid by that biller's sources; what they cannot pay is a debt of that time.
 */
export const hasLeft = (switches: readonly BillerSwitch[], at: bigint, now: bigint): boolean => {
  const then = billerAt(switches, at)
  return switches.some(({ from }) => from > at && from <= now && billerAt(switches, from) !== then)
}

type Unpaid = { readonly usedAt: bigint }

/**
 * Whether usage that nothing could pay stops work: only if it is of the biller in force. Of a former one it is kept, and
 * changes nothing of what the present one's funding says.
 */
export const stopsWork = (switches: readonly BillerSwitch[], unpaid: readonly Unpaid[], now: bigint): boolean =>
  unpaid.some(({ usedAt }) => !hasLeft(switches, usedAt, now))

/** Since when something could not be paid, as an account keeps it. */
export type Short = {
  readonly short: boolean
  /** When that was found last; null if it is not known. */
  readonly shortSince: bigint | null
  readonly switches: readonly BillerSwitch[]
}

/** Whether an org is short of funds under the biller in force: what another one could not pay does not count any more. */
export const isShort = ({ short, shortSince, switches }: Short, now: bigint): boolean =>
  short && (shortSince === null || !hasLeft(switches, shortSince, now))
