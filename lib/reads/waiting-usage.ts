import { findWaitingUsage, sumWaitingUsage, type WaitingUsage } from '@/db/queries/unfunded-usage'
import type { Ctx } from '@/lib/context'
import type { Account } from '@/lib/core/funding/account'
import { payDebts } from '@/lib/core/funding/debt'
import { minorPlaces, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { monthReader } from '@/lib/core/time/billing-day'

/** So many of it are let fall over what there is; what waits behind them is not paid before. */
const mostLookedAt = 1_000

/** Usage of an org that waits to be paid (K9), and what it comes to; null if nothing waits. */
export const waitingUsageOf = async (ctx: Ctx, account: Account) => {
  if (!account.short) return null
  const [sums, debts] = await Promise.all([
    sumWaitingUsage(ctx.db, account.org, ctx.now),
    findWaitingUsage(ctx.db, account.org, ctx.now, mostLookedAt),
  ])
  const owed = sums.reduce((total, { amount }) => total + amount, 0n)
  const [oldest] = sums.map(({ oldestAt }) => oldestAt).sort()
  if (oldest === undefined) return null
  const text = (amount: bigint): string => formatDecimal(amount, picoPlaces, minorPlaces)
  return {
    debts,
    shown: {
      count: sums.reduce((total, { count }) => total + count, 0),
      amount: text(owed),
      missing: text(owed - coveredBy(account, debts, ctx.now.epochNanoseconds)),
      oldestAt: oldest,
      meters: sums.map(({ meter, count, amount }) => ({ meter, count, amount: text(amount) })),
    },
  }
}

/** What there is now pays so much of it, if time brought something since anybody looked. */
const coveredBy = (account: Account, debts: readonly WaitingUsage[], now: bigint): bigint =>
  payDebts(account, debts, now, monthReader(account.zone)(now).month).paid.reduce(
    (total, { debt, left }) => total + debt.left.amount - left.amount,
    0n,
  )
