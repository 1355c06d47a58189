import type { CancellationRecord, SubscriptionRecord } from '@/packages/stripe-emulator/records'
import { serializeInvoice } from '@/packages/stripe-emulator/serialize/invoice'
import type { Work } from '@/packages/stripe-emulator/work'
import { voidInvoice } from './end-invoice'
import { changeSubscription } from './save-subscription'

/** Stops the automatic collection of what is still open: the invoices stay, and can be paid or voided by hand. */
const stopInvoices = async (work: Work, ids: readonly string[]): Promise<void> => {
  for (const id of ids) {
    const invoice = await work.get('invoice', id)
    if (!invoice?.autoAdvance) continue
    const stopped = { ...invoice, autoAdvance: false, nextPaymentAttempt: null, finalizesAt: null }
    work.put('invoice', stopped)
    work.emit('invoice.updated', serializeInvoice(stopped, work.publicUrl), serializeInvoice(invoice, work.publicUrl))
  }
}

/** Ends a subscription that has run. @param now the moment it ends, which is that of the work. */
export const endSubscription = async (
  work: Work,
  current: SubscriptionRecord,
  cancellation: Partial<CancellationRecord>,
): Promise<SubscriptionRecord> => {
  if (current.status === 'incomplete') return expireSubscription(work, current)
  await stopInvoices(work, current.openInvoices)
  const ended: SubscriptionRecord = {
    ...current,
    status: 'canceled',
    ended: 'true',
    canceledAt: current.canceledAt ?? work.now,
    endedAt: work.now,
    cancellation: { ...current.cancellation, ...cancellation },
    openInvoices: [],
    pendingUpdate: null,
  }
  return changeSubscription(work, current, ended, 'customer.subscription.deleted')
}

/** Ends a subscription whose first invoice was never paid: it never began, and its invoice is void. */
export const expireSubscription = async (work: Work, current: SubscriptionRecord): Promise<SubscriptionRecord> => {
  const ended: SubscriptionRecord = {
    ...current,
    status: 'incomplete_expired',
    ended: 'true',
    canceledAt: current.canceledAt ?? work.now,
    endedAt: work.now,
    openInvoices: [],
  }
  await changeSubscription(work, current, ended)
  const invoice = current.latestInvoice === null ? null : await work.get('invoice', current.latestInvoice)
  if (invoice?.status === 'open') await voidInvoice(work, invoice)
  return ended
}

/** Ends what a customer who is deleted still had. */
export const endSubscriptionsOf = async (work: Work, customer: string): Promise<void> => {
  const query = { match: { customer, ended: 'false' }, limit: 500, after: null, order: 'oldest' } as const
  for (const { id } of await work.list('subscription', query)) {
    const subscription = await work.get('subscription', id)
    if (subscription?.ended === 'false') await endSubscription(work, subscription, { reason: 'cancellation_requested' })
  }
}
