import { type Standing, standingAt, worstStanding } from '@/lib/core/dunning/standing'
import { disputeStanding } from '@/lib/core/funding/dispute'
import { type Refused, refuse } from '@/lib/core/refusal'
import type { Billed, Product } from './offer'

/** A subscription as the one who takes the money has it. Instants are nanoseconds. */
export type PaidSubscription = {
  readonly id: string
  readonly product: Product
  readonly name: string
  readonly version: number
  readonly billed: Billed
  /** As Stripe says. */
  readonly status: string
  readonly startedAt: bigint
  readonly periodStartedAt: bigint
  readonly periodEndsAt: bigint
  readonly endedAt: bigint | null
  readonly pastDueSince: bigint | null
}

/** Those that Stripe bills; `unpaid` there means that it gave up trying, not that our fourteen days are over. */
const billedStatuses: readonly string[] = ['active', 'trialing', 'past_due', 'unpaid']

/** Whether it is one that goes on being billed, paid or not. */
export const isLive = ({ status, endedAt }: Pick<PaidSubscription, 'status' | 'endedAt'>): boolean =>
  endedAt === null && billedStatuses.includes(status)

/** Whether it was paid for once and buys nothing any more. */
export const hasLapsed = (subscription: PaidSubscription, now: bigint): boolean =>
  (subscription.status === 'canceled' || billedStatuses.includes(subscription.status)) && !entitles(subscription, now)

/** Whether what it buys is in force. */
export const entitles = (subscription: PaidSubscription, now: bigint): boolean =>
  isLive(subscription) && standingAt(subscription.pastDueSince, now) !== 'unpaid'

/** The one that counts where there are several of a product: the one that was begun last. */
const chosen = (
  subscriptions: readonly PaidSubscription[],
  product: Product,
  counts: (each: PaidSubscription) => boolean,
): PaidSubscription | null =>
  subscriptions
    .filter((each) => each.product === product && counts(each))
    .sort((a, b) => Number(b.startedAt - a.startedAt) || (a.id < b.id ? 1 : -1))[0] ?? null

/** What an org is entitled to by what it pays for. */
export type Entitlement = { readonly [Key in Product]: PaidSubscription | null }

export const entitlementOf = (subscriptions: readonly PaidSubscription[], now: bigint): Entitlement => ({
  plan: chosen(subscriptions, 'plan', (each) => entitles(each, now)),
  tier: chosen(subscriptions, 'tier', (each) => entitles(each, now)),
})

/** The subscription that a customer changes, cancels or pays for: also one whose term is over unpaid. */
export const liveSubscription = <S extends PaidSubscription>(subscriptions: readonly S[], product: Product): S | null =>
  chosen(subscriptions, product, isLive) as S | null

/** How an org stands with all it subscribes to. */
export const orgStanding = (subscriptions: readonly PaidSubscription[], now: bigint): Standing =>
  worstStanding(subscriptions.filter(isLive).map(({ pastDueSince }) => standingAt(pastDueSince, now)))

/**
 * Why nothing new can be bought; null where it can (P7): something is unpaid for too long, or a payment is disputed and
 * the bank has not decided.
 * @param disputes how the disputes of the org's payments stand, whatever was paid for.
 */
export const cannotBuy = (
  standing: Standing,
  disputes: readonly string[],
): Refused<'payment_overdue' | 'payment_disputed'> | null => {
  if (standing !== 'good' && standing !== 'past_due') {
    return refuse(
      'payment_overdue',
      'An invoice is unpaid for more than a week. Pay it first; then you can buy again.',
      {
        standing,
      },
    )
  }
  if (!disputes.some((status) => disputeStanding(status) === 'open')) return null
  return refuse('payment_disputed', 'A payment is disputed. You can buy again once the bank has decided.')
}

/**
 * How a plan that is paid for goes on: it `starts` or `ends`; the next billing period `renews` it with a fresh week;
 * within a period it `moves` to another plan or rhythm, and what the week has used stays used, or quota could be had
 * again and again by changing to and fro.
 */
export type PlanStep = 'none' | 'starts' | 'renews' | 'moves' | 'ends'

export const planStep = (before: PaidSubscription | null, after: PaidSubscription | null): PlanStep => {
  if (after === null) return before === null ? 'none' : 'ends'
  if (before === null || before.id !== after.id) return 'starts'
  if (after.periodStartedAt >= before.periodEndsAt) return 'renews'
  const same =
    before.name === after.name && before.version === after.version && before.periodStartedAt === after.periodStartedAt
  return same ? 'none' : 'moves'
}
