import type { SubscriptionRecord } from '@/packages/stripe-emulator/records'
import { subscriptionObject } from '@/packages/stripe-emulator/serialize/subscription'
import type { Work } from '@/packages/stripe-emulator/work'

type Ending =
  | 'customer.subscription.updated'
  | 'customer.subscription.deleted'
  | 'customer.subscription.pending_update_applied'
  | 'customer.subscription.pending_update_expired'

/** Writes a subscription that is new, with the index that finds it by its items. */
export const addSubscription = async (work: Work, subscription: SubscriptionRecord): Promise<void> => {
  work.put('subscription', subscription)
  await indexItems(work, subscription)
  work.emit('customer.subscription.created', await subscriptionObject(work, subscription))
}

const indexItems = async (work: Work, { id: subscription, items }: SubscriptionRecord): Promise<void> => {
  for (const { id } of items) {
    const known = await work.get('emulator.subscription_item', id)
    if (!known) work.put('emulator.subscription_item', { id, subscription })
  }
}

/** Writes a change of a subscription and announces it with what was there before; what changes nothing is not said. */
export const changeSubscription = async (
  work: Work,
  before: SubscriptionRecord,
  after: SubscriptionRecord,
  type: Ending = 'customer.subscription.updated',
): Promise<SubscriptionRecord> => {
  if (JSON.stringify(before) === JSON.stringify(after)) return after
  work.put('subscription', after)
  await indexItems(work, after)
  const now = await subscriptionObject(work, after)
  if (type === 'customer.subscription.deleted') work.emit(type, now)
  else work.emit(type, now, await subscriptionObject(work, before))
  return after
}
