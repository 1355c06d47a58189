import { disputeStanding } from '@/lib/core/funding/dispute'
import type { PaymentReturn } from '@/lib/core/funding/payment-return'
import type { Minor } from '@/lib/core/money/amount'

/** Money of a payment that went back or is disputed, as it was read. */
export type ReturnFact = {
  readonly id: string
  readonly kind: PaymentReturn['kind']
  /** As Stripe says. */
  readonly status: string
  readonly amount: Minor
  readonly currency: string
  readonly about: 'purchase' | 'invoice' | 'subscription'
  /** What was paid for, as people know it. */
  readonly name: string
  /** Whether something of the invoice is open, or the subscription was ended by it. */
  readonly undone: boolean
}

export type ReturnedState = 'refunded' | 'open' | 'won' | 'lost'
/** What comes of it: nothing can be bought, all is as it was, credit was taken, … */
export type ReturnedEffect = 'blocked' | 'as_before' | 'taken' | 'owed' | 'paid' | 'kept' | 'ended'

/** What of it there is to tell; null where nothing happened yet, or a refund failed. */
export const returnedState = ({ kind, status }: Pick<ReturnFact, 'kind' | 'status'>): ReturnedState | null => {
  if (kind === 'refund') return status === 'succeeded' ? 'refunded' : null
  const standing = disputeStanding(status)
  return standing === 'asked' ? null : standing
}

export const returnedEffect = (state: ReturnedState, { about, undone }: ReturnFact): ReturnedEffect => {
  if (state === 'open') return 'blocked'
  if (state === 'won') return 'as_before'
  if (about === 'purchase') return 'taken'
  if (about === 'invoice') return undone ? 'owed' : 'paid'
  return undone ? 'ended' : 'kept'
}
