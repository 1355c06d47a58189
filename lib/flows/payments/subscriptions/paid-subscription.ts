import type { StripeSubscription } from '@/db/queries/stripe-subscriptions'
import type { PaidSubscription } from '@/lib/core/plans/entitlement'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'

type Instants = Pick<
  SubscriptionAtStripe,
  'startedAt' | 'periodStartedAt' | 'periodEndsAt' | 'endedAt' | 'pastDueSince'
>

const nanoseconds = ({ startedAt, periodStartedAt, periodEndsAt, endedAt, pastDueSince }: Instants) => ({
  startedAt: startedAt.epochNanoseconds,
  periodStartedAt: periodStartedAt.epochNanoseconds,
  periodEndsAt: periodEndsAt.epochNanoseconds,
  endedAt: endedAt?.epochNanoseconds ?? null,
  pastDueSince: pastDueSince?.epochNanoseconds ?? null,
})

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
  ...nanoseconds(rest),
})

export type KnownSubscription = PaidSubscription & { readonly entitled: boolean; readonly reading: number }

/** A subscription as it was recorded, for the core. */
export const knownSubscription = ({
  subscriptionId: id,
  product,
  name,
  version,
  billed,
  status,
  entitled,
  reading,
  ...rest
}: StripeSubscription): KnownSubscription => ({
  id,
  product,
  name,
  version,
  billed,
  status,
  entitled,
  reading,
  ...nanoseconds(rest),
})
