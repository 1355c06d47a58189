import { isDeepStrictEqual } from 'node:util'
import type { Temporal } from 'temporal-polyfill'
import { writeMinor } from '@/db/columns'
import type { SubscriptionColumns } from '@/db/commands/subscriptions'
import type { StripeSubscription } from '@/db/queries/stripe-subscriptions'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'

type Said = Omit<SubscriptionAtStripe, 'itemId' | 'ownMethod'>

const textOf = (at: Temporal.Instant | null): string | null => at?.toString() ?? null

/** A subscription as its row has it, as far as it follows from itself alone. */
export const columnsOf = ({ choice, owed, ...each }: Said): SubscriptionColumns => ({
  subscription_id: each.subscriptionId,
  product: choice.product,
  name: choice.name,
  version: choice.version,
  billed: choice.billed,
  currency: each.currency,
  price: writeMinor(each.price),
  status: each.status,
  started_at: each.startedAt.toString(),
  period_started_at: each.periodStartedAt.toString(),
  period_ends_at: each.periodEndsAt.toString(),
  ends_at: textOf(each.endsAt),
  ended_at: textOf(each.endedAt),
  past_due_since: textOf(each.pastDueSince),
  owed: owed === null ? null : writeMinor(owed),
})

/** Whether a subscription is recorded just as Stripe has it. */
export const isRecordedAs = (
  { product, name, version, billed, ...row }: StripeSubscription,
  found: SubscriptionAtStripe,
): boolean => isDeepStrictEqual(columnsOf({ ...row, choice: { product, name, version, billed } }), columnsOf(found))
