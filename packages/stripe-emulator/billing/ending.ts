import { invalidRequest, notEmulated } from '@/packages/stripe-emulator/failure'
import type { SubscriptionRecord } from '@/packages/stripe-emulator/records'
import { periodAt } from './period'
import type { ProrationBehavior } from './plan-change'
import { currentPeriod } from './renew-subscription'

export type AskedEnding = {
  readonly cancelAtPeriodEnd: boolean | undefined
  /** Null unsets it. */
  readonly cancelAt: number | 'min_period_end' | 'max_period_end' | null | undefined
  readonly prorationBehavior: ProrationBehavior
}

type Ending = Pick<SubscriptionRecord, 'cancelAt' | 'cancelAtPeriodEnd' | 'canceledAt' | 'cancellation'>

const goesOn = (current: SubscriptionRecord): Ending => ({
  cancelAt: null,
  cancelAtPeriodEnd: false,
  canceledAt: null,
  cancellation: { ...current.cancellation, reason: null },
})

const endsAt = (current: SubscriptionRecord, cancelAt: number, cancelAtPeriodEnd: boolean, now: number): Ending => ({
  cancelAt,
  cancelAtPeriodEnd,
  canceledAt: current.canceledAt ?? now,
  cancellation: { ...current.cancellation, reason: 'cancellation_requested' },
})

const isBoundary = ({ items, anchor }: SubscriptionRecord, at: number): boolean => {
  const recurring = items[0]?.price.recurring
  return recurring ? periodAt(anchor, recurring, at).start === at : false
}

const checkCancelAt = (current: SubscriptionRecord, at: number, behavior: ProrationBehavior, now: number): number => {
  if (at <= now) throw invalidRequest('`cancel_at` must be in the future.', 'cancel_at')
  if (behavior === 'none' || isBoundary(current, at)) return at
  throw notEmulated('a `cancel_at` within a period, unless `proration_behavior` is `none`', 'cancel_at')
}

/**
 * When a subscription is to end, or that it goes on after all. `cancel_at_period_end: false` takes back only what
 * `cancel_at_period_end: true` said; a date is taken back by an empty `cancel_at`.
 */
export const endingOf = (current: SubscriptionRecord, asked: AskedEnding, now: number): Partial<Ending> => {
  const { cancelAtPeriodEnd, cancelAt, prorationBehavior } = asked
  if (cancelAtPeriodEnd && cancelAt != null) {
    throw invalidRequest(
      'You may only specify one of these parameters: cancel_at, cancel_at_period_end.',
      'cancel_at',
      'parameters_exclusive',
    )
  }
  const { end } = currentPeriod(current)
  if (cancelAtPeriodEnd) return endsAt(current, end, true, now)
  if (cancelAt === null) return goesOn(current)
  if (cancelAt === 'min_period_end' || cancelAt === 'max_period_end') return endsAt(current, end, false, now)
  if (cancelAt !== undefined)
    return endsAt(current, checkCancelAt(current, cancelAt, prorationBehavior, now), false, now)
  return cancelAtPeriodEnd === false && current.cancelAtPeriodEnd ? goesOn(current) : {}
}
