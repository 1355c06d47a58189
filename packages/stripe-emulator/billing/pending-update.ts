import type { SubscriptionRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { voidInvoice } from './end-invoice'
import { changeSubscription } from './save-subscription'

/** Gives up a change that waited to be paid, and the invoice for it. */
export const dropPendingUpdate = async (work: Work, current: SubscriptionRecord): Promise<void> => {
  if (!current.pendingUpdate) return
  const left = { ...current, pendingUpdate: null }
  await changeSubscription(work, current, left, 'customer.subscription.pending_update_expired')
  const invoice = await work.get('invoice', current.pendingUpdate.invoice)
  if (invoice?.status === 'open') await voidInvoice(work, invoice)
}
