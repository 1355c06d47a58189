import type { QuotaWeek } from '@/lib/core/funding/account'
import type { Quantity } from '@/lib/core/usage/price'

/**
 * The week that goes on when the plan changes within it (Q8): what was used and is held stays, and so does what was said
 * of it. The quota is the new plan's, and never less than what is used and held: a week is used up, not overdrawn.
 * @param cutOff what was used of the same week before it was cut off, as changes once did.
 */
export const carriedWeek = (week: QuotaWeek, quota: Quantity, cutOff: Quantity = 0n): QuotaWeek => {
  const [given, taken] = [quota - cutOff, week.used + week.held]
  return { ...week, quota: given > taken ? given : taken }
}

/** Whether a week is under way at an instant, so that a change of plan carries it on. */
export const isUnderWay = (week: QuotaWeek | null, now: bigint): week is QuotaWeek =>
  week !== null && week.startsAt <= now && now < week.endsAt
