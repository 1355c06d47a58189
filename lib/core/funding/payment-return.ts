import type { Temporal } from 'temporal-polyfill'
import { type Minor, sum } from '@/lib/core/money/amount'

/** Money of a payment that went back, or is held back: a refund, or a dispute. */
export type PaymentReturn = {
  /** Of the one who takes the money: `re_…`, `dp_…`. */
  readonly returnId: string
  readonly kind: 'refund' | 'dispute'
  readonly amount: Minor
  /** Upper case. */
  readonly currency: string
  /** As Stripe says. */
  readonly status: string
  readonly reason: string
  readonly begunAt: Temporal.Instant
}

/** Refunds that took nothing. */
export const refundFailed: readonly string[] = ['failed', 'canceled']

type How = Pick<PaymentReturn, 'kind' | 'status'>

/** Whether money went back for good: a refund that came through, or a dispute that was lost. */
export const isGone = ({ kind, status }: How): boolean => status === (kind === 'refund' ? 'succeeded' : 'lost')

/** Whether a refund is on its way: it may still fail. */
const isOnItsWay = ({ kind, status }: How): boolean =>
  kind === 'refund' && status !== 'succeeded' && !refundFailed.includes(status)

/** What of payments by card is on its way back. */
export const goingBackOf = (returns: readonly PaymentReturn[]): Minor =>
  sum(returns.filter(isOnItsWay).map(({ amount }) => amount))
