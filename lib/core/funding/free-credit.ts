import { Temporal } from 'temporal-polyfill'
import { type Pico, pico } from '@/lib/core/money/amount'
import { dayAt, dayStart } from '@/lib/core/time/billing-day'
import { addDays, type Day, type DaySpan } from '@/lib/core/time/day'
import { type BillerSwitch, billerAt } from './biller'
import { type Grant, isLive } from './grant'

export type FreeGrant = Omit<Grant, 'id' | 'origin' | 'priority' | 'sequence' | 'returnedOf' | 'toWithhold'>

/** Free credit in money: what was given for good, and what of it is used. What is left may be held for work under way. */
export type FreeCredit = { readonly given: Pico; readonly used: Pico; readonly left: Pico }

/**
 * What free grants of a currency gave: less what expired, whether or not it was taken out of the books yet, and less
 * what was taken back.
 */
export const freeCreditOf = (grants: readonly FreeGrant[], currency: string, now: bigint): FreeCredit => {
  let given = 0n
  let used = 0n
  for (const grant of grants) {
    if (grant.asset !== currency) continue
    const lost = isLive(grant, now) ? 0n : grant.remaining
    given += grant.granted - grant.expired - grant.refunded - lost
    used += grant.used
  }
  return { given: pico(given), used: pico(used), left: pico(given - used) }
}

/** Civil days of an org on free credit: those it was on it from start to end, and those it was for a part. */
export type FreeCreditDays = { readonly whole: readonly DaySpan[]; readonly parts: readonly Day[] }

const endOfTime: Day = '9999-12-31'

/** When an org was on free credit (W1), by the civil days of its zone; the last span is open. */
export const freeCreditDays = (switches: readonly BillerSwitch[], zone: string): FreeCreditDays => {
  const turns = [...new Set(switches.map(({ from }) => from))].sort((a, b) => (a < b ? -1 : 1))
  const whole: DaySpan[] = []
  const parts = new Set<Day>()
  for (const [index, from] of turns.entries()) {
    if (billerAt(switches, from) !== 'free_credit') continue
    const first = placeOf(from, zone)
    const until = turns[index + 1]
    const last = until === undefined ? { day: endOfTime, within: false } : placeOf(until, zone)
    if (first.within) parts.add(first.day)
    if (last.within) parts.add(last.day)
    const start = first.within ? addDays(first.day, 1) : first.day
    if (start < last.day) whole.push({ start, end: last.day })
  }
  return { whole, parts: [...parts].sort() }
}

/** The civil day of an instant, and whether the day had begun before it. What is later than all time is its end. */
const placeOf = (at: bigint, zone: string): { readonly day: Day; readonly within: boolean } => {
  if (at >= dayStart(endOfTime, zone).epochNanoseconds) return { day: endOfTime, within: false }
  const day = dayAt(Temporal.Instant.fromEpochNanoseconds(at), zone)
  return { day, within: dayStart(day, zone).epochNanoseconds < at }
}
