import type { SubscriptionRecord } from '@/lib/stripe-emulator/records'
import { subscriptionObject } from '@/lib/stripe-emulator/serialize/subscription'
import type { Work } from '@/lib/stripe-emulator/work'

type Ending =
  | 'customer.subscription.updated'
  | 'customer.subscription.deleted'
  | 'customer.subscription.pending_update_applied'
  | 'customer.subscription.pending_update_expired'

/** Writes a subscription that is new, with the index that finds it by its items. */
export const addSubscription = async (work: Work, subscription: SubscriptionRecord): Promise<void> => {
  work.put('subscription', subscription)
  indexItems(work, subscription)
  work.emit('customer.subscription.created', await subscriptionObject(work, subscription))
}

const indexItems = (work: Work, { id: subscription, items }: SubscriptionRecord): void => {
  for (const { id } of items) work.put('emulator.subscription_item', { id, subscription })
}

/** Writes a change of a subscription and announces it with what was there before. */
export const changeSubscription = async (
  work: Work,
  before: SubscriptionRecord,
  after: SubscriptionRecord,
  type: Ending = 'customer.subscription.updated',
): Promise<SubscriptionRecord> => {
  work.put('subscription', after)
  indexItems(work, after)
  const now = await subscriptionObject(work, after)
  if (type === 'customer.subscription.deleted') work.emit(type, now)
  else work.emit(type, now, await subscriptionObject(work, before))
  return after
}
