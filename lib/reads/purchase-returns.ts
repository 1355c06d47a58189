import type { Dispute } from '@/db/queries/disputes'
import type { Purchase } from '@/db/queries/packs'
import type { Refund } from '@/db/queries/refunds'
import { type DisputeStanding, disputeStanding } from '@/lib/core/funding/dispute'
import { paidFor } from '@/lib/core/funding/payment'
import { minorPlaces } from '@/lib/core/money/amount'
import { amountText } from '@/lib/core/money/amount-text'
import { formatDecimal } from '@/lib/core/money/decimal'
import { dayAt } from '@/lib/core/time/billing-day'

/** Money of a purchase that went back to the payer, or is about to. Amounts are decimal text. */
export type ReturnedMoney = {
  readonly refundId: string
  readonly amount: string
  /** On which it was refunded, or asked for where it is not there yet. */
  readonly day: string
  readonly made: boolean
  /** Unused credit that went with it; null as long as Stripe was not reached. */
  readonly taken: string | null
}

export type DisputedPayment = {
  readonly disputeId: string
  readonly standing: DisputeStanding
  readonly day: string
  /** Credit that is or was frozen, and what of it came back; null as long as it is not known. */
  readonly taken: string | null
  readonly returned: string
}

type Returns = { readonly refunds: readonly Refund[]; readonly disputes: readonly Dispute[] }

/** What the customer is told of money of a purchase that went back or is disputed. A refund that failed never happened. */
export const returnsOf = (purchase: Purchase, { refunds, disputes }: Returns, zone: string) => {
  const { purchaseId, currency } = purchase
  const isOf = (row: { readonly purchaseId: string }) => row.purchaseId === purchaseId
  const counted = refunds.filter((refund) => isOf(refund) && refund.status !== 'failed')
  const refunded = counted.reduce((total, { amount }) => total + amount, 0n)
  return {
    /** Whether all that was paid went back. */
    refundedWhole: counted.length > 0 && refunded >= paidFor(purchase),
    refunds: counted.map((refund): ReturnedMoney => {
      const { refundId, amount, status, taken, requestedAt, settledAt } = refund
      const made = status === 'succeeded'
      return {
        refundId,
        amount: formatDecimal(amount, minorPlaces),
        day: dayAt((made ? settledAt : null) ?? requestedAt, zone),
        made,
        taken: taken === null ? null : amountText(taken, currency),
      }
    }),
    disputes: disputes.filter(isOf).map(
      ({ disputeId, status, taken, returned, openedAt }): DisputedPayment => ({
        disputeId,
        standing: disputeStanding(status),
        day: dayAt(openedAt, zone),
        taken: taken === null ? null : amountText(taken, currency),
        returned: amountText(returned, currency),
      }),
    ),
  }
}
