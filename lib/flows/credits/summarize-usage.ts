import { findAccount } from '@/db/queries/accounts'
import { findFreeGrants } from '@/db/queries/free-credit'
import { loadMeterDays, type MeterDay } from '@/db/queries/usage-summary'
import { type Ctx, requirePermission } from '@/lib/context'
import { type FreeCredit, freeCreditOf } from '@/lib/core/funding/free-credit'
import { type Pico, sum } from '@/lib/core/money/amount'
import { type Day, type DaySpan, monthSpan } from '@/lib/core/time/day'
import { usageHours } from '@/lib/core/usage/hours'
import type { Quantity } from '@/lib/core/usage/price'
import { unknownOrg } from '@/lib/flows/funding/change-account'
import { currentMonth } from '@/lib/flows/funding/project'

export type UsedDay = {
  readonly day: Day
  readonly hours: Quantity
  readonly spend: Pico
  readonly events: number
  readonly meters: readonly MeterDay[]
}

export type UsageSummary = {
  readonly org: string
  readonly currency: string
  readonly span: DaySpan
  /** The org's `credits` flag (K8). */
  readonly credits: boolean
  readonly card: boolean
  readonly freeCredit: FreeCredit
  /** Of the span. */
  readonly hours: Quantity
  readonly spend: Pico
  /** Days with usage, in order. */
  readonly days: readonly UsedDay[]
}

/**
 * What an org used, by day and meter at its price, and how its free credit stands (K8). Read from roll-ups alone.
 * @param span the current month in the org's zone where there is none.
 */
export const summarizeUsage = async (ctx: Ctx, org: string, span?: DaySpan): Promise<UsageSummary> => {
  requirePermission(ctx, 'usage:read', org)
  const loaded = await findAccount(ctx.db, org)
  if (!loaded) throw unknownOrg(org)
  const { zone, currency, card, freeCredit } = loaded.account
  const at = ctx.now.epochNanoseconds
  const days = span ?? monthSpan(currentMonth(zone, at).month)
  const [used, grants] = await Promise.all([loadMeterDays(ctx.db, org, days), findFreeGrants(ctx.db, org)])
  return {
    org,
    currency,
    span: days,
    credits: freeCredit,
    card,
    freeCredit: freeCreditOf(grants, currency, at),
    hours: usageHours(used),
    spend: sum(used.map(({ amount }) => amount)),
    days: byDay(used),
  }
}

const byDay = (used: readonly MeterDay[]): UsedDay[] => {
  const days = new Map<Day, MeterDay[]>()
  for (const each of used) days.set(each.day, [...(days.get(each.day) ?? []), each])
  return [...days].map(([day, meters]) => ({
    day,
    hours: usageHours(meters),
    spend: sum(meters.map(({ amount }) => amount)),
    events: meters.reduce((total, { events }) => total + events, 0),
    meters,
  }))
}
