import { inNanoseconds } from '@/db/queries/stripe-subscriptions'
import type { PaidSubscription } from '@/lib/core/plans/entitlement'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'

/** A subscription as Stripe has it, for the core. */
export const paidAtStripe = ({
  subscriptionId: id,
  choice,
  status,
  ...rest
}: SubscriptionAtStripe): PaidSubscription => ({
  id,
  ...choice,
  status,
  ...inNanoseconds(rest),
})
