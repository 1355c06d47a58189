import { missing } from '@/packages/stripe-emulator/failure'
import type { CustomerRecord, SubscriptionRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { runUntil } from './run-due'
import { inTimeOf } from './time'

/** The subscription with this id as it is now: what fell due since somebody last looked is done first. */
export const currentSubscription = async (work: Work, id: string): Promise<SubscriptionRecord | null> => {
  const found = await work.get('subscription', id)
  if (!found || found.testClock !== null) return found
  await runUntil(work, [id], work.now)
  return work.get('subscription', id)
}

export type Held = {
  /** In the time the subscription lives in. */
  readonly work: Work
  readonly subscription: SubscriptionRecord
  readonly customer: CustomerRecord
}

/** A subscription that is to be changed, with its customer and its time. */
export const holdSubscription = async (work: Work, id: string, param = 'id'): Promise<Held> => {
  const subscription = await currentSubscription(work, id)
  const customer = subscription && (await work.get('customer', subscription.customer))
  if (!subscription || !customer) throw missing('subscription', id, param)
  return { work: await inTimeOf(work, subscription.testClock), subscription, customer }
}
