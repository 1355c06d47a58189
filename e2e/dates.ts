import { Temporal } from 'temporal-polyfill'
import { dayAt, dayStart } from '@/lib/core/time/billing-day'
import { addDays, addMonths, type Day, monthOf } from '@/lib/core/time/day'
import type { Clock } from '@/lib/platform/clock'

/** Where the clock stands as a run begins, so that what tests find does not depend on the day they run. */
const begin = process.env.KONTOR_E2E_NOW || '2026-11-21T10:00:00Z'
// The first process of a run sets it, for itself and for all that it starts.
process.env.KONTOR_DEMO_CLOCK_SECONDS ??= String(
  Math.round(Temporal.Now.instant().until(Temporal.Instant.from(begin)).total({ unit: 'second' })),
)

/** Seconds by which the clock of the tests, and of each demo that they start, is ahead of the machine's. */
export const clockSeconds = Number(process.env.KONTOR_DEMO_CLOCK_SECONDS)

/** The clock of the demo that is tested. */
export const clock: Clock = () => Temporal.Now.instant().add({ seconds: clockSeconds })

/** The zone that the demo's organizations are billed in. */
const zone = 'Europe/Zurich'

/** The day in the billing zone. */
export const today = (): Day => dayAt(clock(), zone)
export const daysAgo = (days: number): Day => addDays(today(), -days)

export const thisMonth = monthOf(today())
export const lastMonth = addMonths(thisMonth, -1)

/** The instant at which the next month begins in the billing zone. */
export const nextMonthBegins = dayStart(`${addMonths(thisMonth, 1)}-01`, zone)
