import { type Minor, minor, sum } from '@/lib/core/money/amount'
import { halfUp } from '@/lib/core/money/round'
import type { Billed } from '@/lib/core/plans/offer'

/** Subscriptions of one kind that are live: how many, and what they come to in a period of theirs. */
export type RecurringGroup = { readonly billed: Billed; readonly currency: string; readonly amount: Minor }

const monthsOf: Readonly<Record<Billed, bigint>> = { monthly: 1n, annual: 12n }

/**
 * What comes in each month by subscriptions of a currency: a twelfth of those that are paid by the year. It is computed
 * in twelfths and rounded half up once, at the end, so that it does not matter how subscriptions are grouped.
 */
export const monthlyRecurring = (groups: readonly RecurringGroup[], currency: string): Minor => {
  const own = groups.filter((group) => group.currency === currency)
  const twelfths = sum(own.map(({ billed, amount }) => minor((amount * 12n) / monthsOf[billed])))
  return minor(halfUp(twelfths, 12n))
}
