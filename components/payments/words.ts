import type { DisputeItem, PurchaseItem, RefundItem } from '@/lib/contracts/payments'

/** What administrators read for the names of the wire. */
export const purchaseKinds: Readonly<Record<PurchaseItem['kind'], string>> = {
  pack: 'Pack',
  topup: 'Custom amount',
  recharge: 'Auto-recharge',
}

export const purchaseStates = {
  paid: { words: 'Paid', tone: 'good' },
  open: { words: 'Open', tone: 'warn' },
  declined: { words: 'Declined', tone: 'bad' },
  ended: { words: 'Ended', tone: 'neutral' },
} as const satisfies Readonly<Record<PurchaseItem['status'], object>>

export const refundStates = {
  requested: { words: 'Waiting for Stripe', tone: 'warn' },
  pending: { words: 'On its way', tone: 'warn' },
  succeeded: { words: 'Refunded', tone: 'good' },
  failed: { words: 'Not made', tone: 'bad' },
} as const satisfies Readonly<Record<RefundItem['status'], object>>

export const disputeStates = {
  asked: { words: 'The bank asks', tone: 'warn' },
  open: { words: 'Not decided', tone: 'bad' },
  won: { words: 'Won', tone: 'good' },
  lost: { words: 'Lost', tone: 'neutral' },
} as const satisfies Readonly<Record<DisputeItem['standing'], object>>

/** Stripe's code as words: `insufficient_funds` is `insufficient funds`. */
export const failureWords = (code: string): string => code.replaceAll('_', ' ')
