/** How far an unpaid subscription has come (P7). */
export type Standing = 'good' | 'past_due' | 'degraded' | 'unpaid'

const dayNanoseconds = 24n * 3600n * 1_000_000_000n

/** Days after which new purchases are blocked, and after which the subscription buys nothing any more. */
export const dunningDays = { degraded: 7, unpaid: 14 } as const

/**
 * The standing of a subscription: derived from when its invoice was first left unpaid, so that it is the same no matter who
 * looks and whatever ran late. Below seven days everything works, from then on nothing new can be bought, from fourteen
 * days on the plan is free.
 * @param pastDueSince in nanoseconds; null where nothing is owed.
 */
export const standingAt = (pastDueSince: bigint | null, now: bigint): Standing => {
  if (pastDueSince === null) return 'good'
  const passed = now - pastDueSince
  if (passed >= BigInt(dunningDays.unpaid) * dayNanoseconds) return 'unpaid'
  return passed >= BigInt(dunningDays.degraded) * dayNanoseconds ? 'degraded' : 'past_due'
}

/** When the standing changes next, in nanoseconds; null where it does not. */
export const nextStandingAt = (pastDueSince: bigint | null, now: bigint): bigint | null => {
  const standing = standingAt(pastDueSince, now)
  if (pastDueSince === null || standing === 'unpaid') return null
  const days = standing === 'past_due' ? dunningDays.degraded : dunningDays.unpaid
  return pastDueSince + BigInt(days) * dayNanoseconds
}

const worst: readonly Standing[] = ['good', 'past_due', 'degraded', 'unpaid']

/** The worst of several, as an org stands with all it subscribes to. */
export const worstStanding = (standings: readonly Standing[]): Standing =>
  standings.reduce((a, b) => (worst.indexOf(b) > worst.indexOf(a) ? b : a), 'good')
