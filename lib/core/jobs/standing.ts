/** How a job stands for whoever looks at it. */
export type JobStanding = 'running' | 'failing' | 'late' | 'missed' | 'well' | 'never'

/** A job whose holder has not sent a heartbeat for so many seconds is no longer running, and may be taken. */
export const leaseSeconds = 30

/** A scheduler that comes once a day at some time within an hour came by. */
const mostHoursBetween = 26

const [minute, hour] = [60_000n, 3_600_000n]

/**
 * How a job stands. Instants are epoch milliseconds.
 * @param last when its last run ended and whether it failed; null if it never ran.
 * @param since since when the oldest work that is due has been; null if nothing is.
 * @param lateMinutes work that has been due for longer is late.
 * @returns `missed` if nobody woke it for more than a day, `late` if work has waited for too long.
 */
export const jobStanding = ({
  running,
  last,
  since,
  lateMinutes,
  now,
}: {
  readonly running: boolean
  readonly last: { readonly endedAt: bigint; readonly failed: boolean } | null
  readonly since: bigint | null
  readonly lateMinutes: number
  readonly now: bigint
}): JobStanding => {
  if (running) return 'running'
  if (last === null) return 'never'
  if (last.failed) return 'failing'
  if (since !== null && now - since > BigInt(lateMinutes) * minute) return 'late'
  return now - last.endedAt > BigInt(mostHoursBetween) * hour ? 'missed' : 'well'
}
