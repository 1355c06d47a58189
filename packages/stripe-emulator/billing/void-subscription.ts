import type { InvoiceRecord, SubscriptionRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { expireSubscription } from './end-subscription'
import { changeSubscription } from './save-subscription'

const statusBy: Readonly<Partial<Record<InvoiceRecord['status'], SubscriptionRecord['status']>>> = {
  paid: 'active',
  uncollectible: 'active',
}

/**
 * What voiding or writing off an invoice means for its subscription: one that waited for its first payment never
 * begins; any other stands where its most recent invoice that is not void leaves it.
 */
export const subscriptionStands = async (work: Work, ended: InvoiceRecord): Promise<void> => {
  const subscription = ended.subscription === null ? null : await work.get('subscription', ended.subscription)
  if (!subscription || subscription.ended === 'true') return
  if (subscription.pendingUpdate?.invoice === ended.id) {
    const left = { ...subscription, pendingUpdate: null }
    await changeSubscription(work, subscription, left, 'customer.subscription.pending_update_expired')
    return
  }
  if (subscription.decidingInvoice !== ended.id) return
  if (subscription.status === 'incomplete') {
    if (ended.status === 'void') await expireSubscription(work, subscription)
    return
  }
  const match = { subscription: subscription.id }
  const others = await work.list('invoice', { match, limit: 100, after: null, order: 'newest' })
  const issued = others.filter(({ id, status }) => id !== ended.id && status !== 'void' && status !== 'draft')
  const last = ended.status === 'void' ? issued[0] : ended
  const status = (last && statusBy[last.status]) ?? subscription.status
  const stands = { ...subscription, status, decidingInvoice: last?.id ?? subscription.decidingInvoice }
  if (status === subscription.status) work.put('subscription', stands)
  else await changeSubscription(work, subscription, stands)
}
