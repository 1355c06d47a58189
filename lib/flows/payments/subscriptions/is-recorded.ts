import type { Db } from '@/db/client'
import { findRecordedSubscriptions, type RecordedSubscription } from '@/db/queries/stripe-subscriptions'
import type { Ctx } from '@/lib/context'
import { gatherBy } from '@/lib/platform/gather'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'

type Said = { readonly customerId: string; readonly said: SubscriptionAtStripe }

/** Reads a subscription; those that are read at the same time share a call. */
const recordedOf = gatherBy((db: Db) => ({
  run: async (all: readonly Said[]) => {
    const of = all.map(({ customerId, said: { subscriptionId } }) => ({ customerId, subscriptionId }))
    const found = await findRecordedSubscriptions(db, of)
    return of.map(({ subscriptionId }) => found.get(subscriptionId) ?? null)
  },
}))

/** All of a subscription that follows from itself alone, as text. */
const textOf = (each: Omit<SubscriptionAtStripe, 'choice' | 'itemId' | 'ownMethod' | 'pastDueSince'>): string =>
  [
    each.status,
    each.currency,
    each.price,
    each.startedAt,
    each.periodStartedAt,
    each.periodEndsAt,
    each.endsAt ?? 'never',
    each.endedAt ?? 'never',
  ].join(' ')

const quiet: readonly string[] = ['active', 'trialing']

const isSame = (recorded: RecordedSubscription, said: SubscriptionAtStripe): boolean => {
  const { product, name, version, billed, pastDueSince, defaultMethod } = recorded
  const { choice, ownMethod, status } = said
  return (
    quiet.includes(status) &&
    pastDueSince === null &&
    (ownMethod === '' || ownMethod === defaultMethod) &&
    [product, name, version, billed].join(' ') ===
      [choice.product, choice.name, choice.version, choice.billed].join(' ') &&
    textOf(recorded) === textOf(said)
  )
}

/**
 * True where what an event says of a subscription is what is recorded of it, and nothing is owed: then there is nothing
 * to do. Where it is the older state, the event of the newer one comes yet and is not the same.
 */
export const isRecorded = async (ctx: Pick<Ctx, 'db'>, of: Said): Promise<boolean> => {
  const recorded = await recordedOf(ctx.db, of)
  return recorded !== null && isSame(recorded, of.said)
}
