import { addDays, type Day } from '@/lib/core/time/day'

export const reminderLevels = [1, 2, 3] as const
export type ReminderLevel = (typeof reminderLevels)[number]

/** What each level costs, by currency: decimal text with two places. A currency that is not there costs nothing. */
export type ReminderFees = Readonly<Partial<Record<'CHF' | 'EUR' | 'USD', readonly [string, string, string]>>>

/** Days after the due day at which each level is sent; rising. */
export type ReminderDays = readonly [number, number, number]

export type SentReminder = { readonly level: ReminderLevel; readonly sentOn: Day }

/** What reminders of an invoice depend on. Days are civil days of the seller. */
export type Remindable = {
  readonly dueOn: Day
  /** What was sent so far, in any order. */
  readonly sent: readonly SentReminder[]
  /** Nothing is sent before this day; null if nobody paused it. */
  readonly pausedUntil: Day | null
  /** Nothing is open, it is disputed, or money for it is on the way. */
  readonly settled: boolean
}

/**
 * Which level is next, and from which day on it is due: so many days after the due day, and never sooner after the level
 * before it than the two are apart, so that what comes late leaves as much time as ever. A pause moves it back and no further.
 * @returns null after the last level, and for an invoice of which nothing is open.
 */
export const nextReminder = (
  { dueOn, sent, pausedUntil, settled }: Remindable,
  days: ReminderDays,
): { readonly level: ReminderLevel; readonly dueOn: Day } | null => {
  if (settled) return null
  const last = sent.reduce<SentReminder | null>((a, b) => (a === null || b.level > a.level ? b : a), null)
  const level = reminderLevels.find((each) => each === (last?.level ?? 0) + 1)
  if (level === undefined) return null
  const after = days[level - 1] ?? 0
  const candidates = [addDays(dueOn, after)]
  if (last !== null) candidates.push(addDays(last.sentOn, Math.max(1, after - (days[last.level - 1] ?? 0))))
  if (pausedUntil !== null) candidates.push(pausedUntil)
  return { level, dueOn: candidates.reduce((a, b) => (b > a ? b : a)) }
}

/** The level that is to be sent on a day; null if none is. */
export const dueReminder = (invoice: Remindable, days: ReminderDays, today: Day): ReminderLevel | null => {
  const next = nextReminder(invoice, days)
  return next !== null && next.dueOn <= today ? next.level : null
}
