import { writeMinor } from '@/db/columns'
import type { SubscriptionColumns } from '@/db/commands/subscriptions'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'

/** A subscription as its row has it, as far as it follows from itself alone. */
export const columnsOf = (each: SubscriptionAtStripe): SubscriptionColumns => ({
  subscription_id: each.subscriptionId,
  product: each.choice.product,
  name: each.choice.name,
  version: each.choice.version,
  billed: each.choice.billed,
  currency: each.currency,
  price: writeMinor(each.price),
  status: each.status,
  started_at: each.startedAt.toString(),
  period_started_at: each.periodStartedAt.toString(),
  period_ends_at: each.periodEndsAt.toString(),
  ends_at: each.endsAt?.toString() ?? null,
  ended_at: each.endedAt?.toString() ?? null,
})
