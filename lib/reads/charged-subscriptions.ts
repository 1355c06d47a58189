import { listPlanNames } from '@/db/queries/plan-versions'
import { listStripeSubscriptions } from '@/db/queries/stripe-subscriptions'
import {
  type CustomerBalance,
  findCustomerBalance,
  listSubscriptionPayments,
  type PaymentReturnRow,
  type SubscriptionPayment,
} from '@/db/queries/subscription-payments'
import type { Ctx } from '@/lib/context'
import { type DisputeStanding, disputeStanding } from '@/lib/core/funding/dispute'
import { refundFailed } from '@/lib/core/funding/payment-return'
import { type Minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { isLive } from '@/lib/core/plans/entitlement'
import { productTitle } from '@/lib/core/plans/product-title'
import { dayAt } from '@/lib/core/time/billing-day'

export type ChargeReturn = {
  readonly returnId: string
  readonly amount: string
  readonly currency: string
  readonly at: string
  /** The same as a day of the org's zone. */
  readonly on: string
  readonly state: 'refunded' | 'refund_pending' | 'refund_failed' | DisputeStanding
}

/** What was charged for a plan or a tier. Instants are ISO text, amounts decimal text. */
export type Charge = {
  readonly chargeId: string
  readonly title: string
  readonly amount: string
  readonly currency: string
  readonly paidAt: string
  /** The same, and the ends below, as days of the org's zone. */
  readonly paidOn: string
  readonly untilOn: string
  readonly endedOn: string | null
  readonly periodStartedAt: string
  readonly periodEndsAt: string
  /** When what went back of it ended the subscription; null where it did not. */
  readonly endedAt: string | null
  readonly returns: readonly ChargeReturn[]
}

/** What Stripe keeps on the customer's account, as an amount above zero. */
export type KeptBalance = {
  readonly amount: string
  readonly currency: string
  readonly side: 'credit' | 'owed'
  /** Whether something is subscribed to whose next charge uses it. */
  readonly used: boolean
}

export type ChargedSubscriptions = { readonly charges: readonly Charge[]; readonly balance: KeptBalance | null }

const text = (amount: Minor): string => formatDecimal(amount, minorPlaces)

const stateOf = ({ kind, status }: PaymentReturnRow): ChargeReturn['state'] => {
  if (kind === 'dispute') return disputeStanding(status)
  if (refundFailed.includes(status)) return 'refund_failed'
  return status === 'succeeded' ? 'refunded' : 'refund_pending'
}

const chargeOf = (payment: SubscriptionPayment, title: string, zone: string): Charge => ({
  chargeId: payment.stripeInvoiceId,
  title,
  amount: text(payment.amount),
  currency: payment.currency,
  paidAt: payment.paidAt.toString(),
  paidOn: dayAt(payment.paidAt, zone),
  untilOn: dayAt(payment.periodEndsAt, zone),
  endedOn: payment.endedAt && dayAt(payment.endedAt, zone),
  periodStartedAt: payment.periodStartedAt.toString(),
  periodEndsAt: payment.periodEndsAt.toString(),
  endedAt: payment.endedAt?.toString() ?? null,
  returns: payment.returns.map((row) => ({
    returnId: row.returnId,
    amount: text(row.amount),
    currency: row.currency,
    at: row.begunAt.toString(),
    on: dayAt(row.begunAt, zone),
    state: stateOf(row),
  })),
})

const keptOf = (row: CustomerBalance | null, used: boolean): KeptBalance | null => {
  if (row === null || row.balance === 0n) return null
  const isCredit = row.balance < 0n
  const amount = text((isCredit ? -row.balance : row.balance) as Minor)
  return { amount, currency: row.currency, side: isCredit ? 'credit' : 'owed', used }
}

/**
 * What an org was charged for subscriptions, the newest first, what of it went back, and what Stripe keeps on its account.
 * Whoever calls has checked who may see it.
 */
export const chargedSubscriptions = async (
  ctx: Pick<Ctx, 'db'>,
  org: string,
  zone: string,
): Promise<ChargedSubscriptions> => {
  const [payments, rows, balance, names] = await Promise.all([
    listSubscriptionPayments(ctx.db, org),
    listStripeSubscriptions(ctx.db, org),
    findCustomerBalance(ctx.db, org),
    listPlanNames(ctx.db),
  ])
  const titleOf = (subscriptionId: string): string => {
    const row = rows.find((each) => each.subscriptionId === subscriptionId)
    return row ? productTitle(names, row) : subscriptionId
  }
  const used = rows.some(({ status, endedAt }) => {
    return isLive({ status, endedAt: endedAt === null ? null : endedAt.epochNanoseconds })
  })
  return {
    charges: payments.map((payment) => chargeOf(payment, titleOf(payment.subscriptionId), zone)),
    balance: keptOf(balance, used),
  }
}
