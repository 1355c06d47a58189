import type { Work } from '@/packages/stripe-emulator/work'
import { changeSubscription } from './save-subscription'

/** A method that was detached pays for nothing any more: subscriptions fall back to the customer's default. */
export const forgetMethod = async (work: Work, customer: string, method: string): Promise<void> => {
  const match = { customer, ended: 'false', defaultPaymentMethod: method }
  for (const { id } of await work.list('subscription', { match, limit: 500, after: null, order: 'oldest' })) {
    const subscription = await work.get('subscription', id)
    if (subscription?.defaultPaymentMethod !== method) continue
    await changeSubscription(work, subscription, { ...subscription, defaultPaymentMethod: null })
  }
}
