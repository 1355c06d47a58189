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

/** What of an invoice's payments by card went back, or is on its way back. */
export const refundedOf = (returns: readonly PaymentReturn[]): Minor =>
  sum(
    returns
      .filter(({ kind, status }) => kind === 'refund' && !refundFailed.includes(status))
      .map(({ amount }) => amount),
  )
