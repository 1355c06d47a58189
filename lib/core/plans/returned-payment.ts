import { isGone, type PaymentReturn } from '@/lib/core/funding/payment-return'
import { type Minor, sum } from '@/lib/core/money/amount'

/** What was charged for a subscription. Instants are nanoseconds. */
export type ChargedPeriod = {
  readonly amount: Minor
  readonly periodStartedAt: bigint
  readonly periodEndsAt: bigint
  readonly returns: readonly Pick<PaymentReturn, 'kind' | 'status' | 'amount'>[]
}

/** Whether what was paid for is under way. */
export const isRunning = ({ periodStartedAt, periodEndsAt }: ChargedPeriod, now: bigint): boolean =>
  periodStartedAt <= now && now < periodEndsAt

/**
 * Whether money that went back ends a subscription at once: a payment for a period that is under way was lost in a
 * dispute, or all that was paid for such periods was refunded. An open dispute, one that was won, a part that was
 * refunded, and whatever happens to a payment for a period that is over leave it as it is. Once ended, it stays ended.
 * @param charged all that was charged for this one subscription.
 */
export const endsSubscription = (charged: readonly ChargedPeriod[], now: bigint): boolean => {
  const running = charged.filter((each) => isRunning(each, now))
  const gone = running.flatMap(({ returns }) => returns.filter(isGone))
  if (gone.some(({ kind }) => kind === 'dispute')) return true
  const paid = sum(running.map(({ amount }) => amount))
  return paid > 0n && sum(gone.map(({ amount }) => amount)) >= paid
}
