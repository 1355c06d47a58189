import { sumUnpaidUsage } from '@/db/queries/reported-usage'
import { loadMeterDays } from '@/db/queries/usage-summary'
import type { Ctx } from '@/lib/context'
import { minorPlaces, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { halfUp } from '@/lib/core/money/round'
import { addDays, monthOf } from '@/lib/core/time/day'
import { forecastOf } from '@/lib/core/usage/forecast'
import { changePercent } from '@/lib/core/usage/report-range'
import { orgOf } from './org-of'
import { everyDay, sinceFirstUse, spendTimes } from './spend-pace'

export type CustomerSpend = Awaited<ReturnType<typeof customerSpend>>

const picoPerMinor = 10n ** BigInt(picoPlaces - minorPlaces)
const cents = (amount: bigint): string => formatDecimal(halfUp(amount, picoPerMinor), minorPlaces)

/**
 * What an org used this month at its price, no matter who paid; what that comes to by the end of the month; and the month
 * before, day by day beside it. From the roll-up by day alone.
 */
export const customerSpend = async (ctx: Ctx, slug: string) => {
  const { config } = await orgOf(ctx, slug, 'usage:read')
  const { now, month, before, loaded } = spendTimes(ctx.now, config.zone)
  const [used, unpaid] = await Promise.all([
    loadMeterDays(ctx.db, slug, loaded),
    sumUnpaidUsage(ctx.db, slug, { span: month, meter: null, resource: null }),
  ])
  const days = everyDay(loaded, used, ({ amount }) => amount)
  const earlier = days.filter(({ day }) => day < month.start)
  const soFar = days.filter(({ day }) => day >= month.start)
  const known = sinceFirstUse(days).filter(({ day }) => day < month.start)
  const history = sinceFirstUse(days).filter(({ day }) => day >= month.start)
  const { spent, total } = forecastOf({ before: known, soFar: history, end: month.end, now })
  const lastMonth = earlier.reduce((sum, { amount }) => sum + amount, 0n)
  return {
    today: now.today,
    month: monthOf(month.start),
    lastDay: addDays(month.end, -1),
    before: { month: monthOf(before.start), from: before.start, to: addDays(before.end, -1) },
    spent: cents(spent),
    /** What nothing paid for yet of this month: it is in none of these figures. Null if there is none. */
    unpaid: unpaid.count === 0 ? null : cents(unpaid.amount),
    forecast: cents(total),
    lastMonth: cents(lastMonth),
    /** Of the forecast against the month before, in whole per cent; null where nothing was used then. */
    change: changePercent(total, lastMonth),
    anything: spent > 0n || lastMonth > 0n || used.length > 0,
    /** By the day of the month, as far as either month goes; null where there is no such day, or not yet. */
    days: Array.from({ length: Math.max(earlier.length, Number(addDays(month.end, -1).slice(8))) }, (_, index) => {
      const [here, there] = [soFar[index], earlier[index]]
      return {
        number: index + 1,
        day: here?.day ?? null,
        amount: here ? cents(here.amount) : null,
        dayBefore: there?.day ?? null,
        amountBefore: there ? cents(there.amount) : null,
      }
    }),
  }
}
