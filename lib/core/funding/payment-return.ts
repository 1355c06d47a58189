import type { Temporal } from 'temporal-polyfill'
import type { Minor } from '@/lib/core/money/amount'

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
