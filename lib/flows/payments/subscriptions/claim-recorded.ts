import type { Db } from '@/db/client'
import type { ClaimedEvent } from '@/db/commands/record-payment'
import { claimRecordedSubscriptions, type SaidSubscription } from '@/db/commands/subscriptions'
import type { Ctx } from '@/lib/context'
import { gatherBy } from '@/lib/platform/gather'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'
import { columnsOf } from './columns-of'

/** Claims an event; those that are claimed at the same time share a call. */
const claim = gatherBy((db: Db) => ({
  run: async (all: readonly SaidSubscription[]) => {
    const claimed = await claimRecordedSubscriptions(db, all)
    return all.map(({ event }) => claimed.has(event.id))
  },
}))

/** True where an event says of a subscription just what is recorded of it, and is claimed with that as done. */
export const claimRecorded = async (
  ctx: Pick<Ctx, 'db' | 'now'>,
  event: ClaimedEvent,
  { customerId, said, sentence }: { customerId: string; said: SubscriptionAtStripe; sentence: string },
): Promise<boolean> =>
  said.pastDueSince === null &&
  claim(ctx.db, {
    event,
    sentence,
    at: ctx.now.toString(),
    customer: customerId,
    own_method: said.ownMethod,
    ...columnsOf(said),
  })
