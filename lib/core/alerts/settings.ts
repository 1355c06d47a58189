import type { Minor } from '@/lib/core/money/amount'

/** What an org is told by e-mail, whenever its pages are not looked at. */
export type AlertSettings = {
  /** Each is told once a month, when what was used reaches it. Rising, all above zero. */
  readonly spend: readonly Minor[]
  /** Told when less credit than this is left, once until there is new credit; null is never. */
  readonly creditBelow: Minor | null
  /** That work was stopped for want of funds, and that it may go on. */
  readonly stopped: boolean
  /** That use of a week's quota reached 80 and 100 % (Q3). */
  readonly quota: boolean
  /** That a payment failed: of a recharge (K6), of an invoice that is charged to a card (I10), or of a subscription (P7). */
  readonly payments: boolean
  /** That credit which was bought expires in 30 days, in 7, and in 1. */
  readonly expiries: boolean
  /** That a subscription is renewed in 7 days. */
  readonly renewals: boolean
}

export const mostSpendAlerts = 5

/** What is told where nobody chose: what stops work or is not paid, and what is about to cost or be lost. */
export const usualAlerts: AlertSettings = {
  spend: [],
  creditBelow: null,
  stopped: true,
  quota: true,
  payments: true,
  expiries: true,
  renewals: true,
}

/** Amounts rising and once each. */
export const inOrder = (amounts: readonly Minor[]): Minor[] =>
  [...new Set(amounts)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
