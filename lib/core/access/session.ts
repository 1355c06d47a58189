import { Temporal } from 'temporal-polyfill'

/** How long a session lasts without use, and at most however much it is used; and how many somebody has at a time. */
export const sessionLimits = { idleHours: 12, mostHours: 7 * 24, mostPerPerson: 50 } as const

/** How exactly is kept when a session was used last: a request that comes sooner after another writes nothing. */
const seenEverySeconds = 60

export type SessionTimes = { readonly startedAt: Temporal.Instant; readonly seenAt: Temporal.Instant }

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0

/** What was started, or used, at these moments or before has ended by now. */
export const endedSince = (now: Temporal.Instant) => ({
  startedBy: now.subtract({ hours: sessionLimits.mostHours }),
  seenBy: now.subtract({ hours: sessionLimits.idleHours }),
})

/** Whether a session still opens anything. */
export const isLive = ({ startedAt, seenAt }: SessionTimes, now: Temporal.Instant): boolean => {
  const { startedBy, seenBy } = endedSince(now)
  return isBefore(startedBy, startedAt) && isBefore(seenBy, seenAt)
}

/** The moment before which a session must have been seen for its use now to be written; null if it need not. */
export const seenLongAgo = ({ seenAt }: SessionTimes, now: Temporal.Instant): Temporal.Instant | null => {
  const before = now.subtract({ seconds: seenEverySeconds })
  return isBefore(before, seenAt) ? null : before
}
