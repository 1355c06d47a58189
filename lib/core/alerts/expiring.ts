import { Temporal } from 'temporal-polyfill'
import { type Grant, isLive } from '@/lib/core/funding/grant'
import { type Pico, pico } from '@/lib/core/money/amount'
import { dayAt } from '@/lib/core/time/billing-day'
import { countDays, type Day } from '@/lib/core/time/day'

/** Credit that was bought and expires on one day, all of it together. */
export type ExpiringCredit = {
  readonly day: Day
  /** The first moment at which some of it is gone, in nanoseconds. */
  readonly expiresAt: bigint
  /** From today to that day. */
  readonly days: number
  readonly left: Pico
}

/** How long before it expires it is told, once each. */
export const expiryDays = [30, 7, 1] as const

/**
 * Credit in money that expires within 30 days, day by day. Free credit is left out: it comes and goes every month.
 * @param zone in which days begin.
 */
export const expiringCredit = (
  grants: readonly Grant[],
  currency: string,
  now: Temporal.Instant,
  zone: string,
): readonly ExpiringCredit[] => {
  const today = dayAt(now, zone)
  const found = new Map<Day, ExpiringCredit>()
  for (const grant of grants) {
    const { asset, origin, expiresAt, remaining } = grant
    if (asset !== currency || origin === 'free' || expiresAt === null || remaining <= 0n) continue
    if (!isLive(grant, now.epochNanoseconds)) continue
    const day = dayAt(Temporal.Instant.fromEpochNanoseconds(expiresAt), zone)
    const days = countDays({ start: today, end: day })
    if (days > expiryDays[0]) continue
    const before = found.get(day)
    found.set(day, {
      day,
      days,
      expiresAt: before && before.expiresAt < expiresAt ? before.expiresAt : expiresAt,
      left: pico((before?.left ?? 0n) + remaining),
    })
  }
  return [...found.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** Which of the alerts is due so many days before: the last that was reached; null before the first, and on the day itself. */
export const expiryStep = (days: number): number | null =>
  days < 1 ? null : (expiryDays.findLast((step) => days <= step) ?? null)
