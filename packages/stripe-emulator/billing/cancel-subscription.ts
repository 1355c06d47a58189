import { missing } from '@/packages/stripe-emulator/failure'
import type { SubscriptionRecord } from '@/packages/stripe-emulator/records'
import type { Held } from './current-subscription'
import { endSubscription } from './end-subscription'
import { unusedLine } from './item-lines'
import type { LineDraft } from './line'
import { addPendingItem, dropPendingItems } from './pending-items'
import { collectPending } from './renew-subscription'

export type AskedCancellation = {
  readonly prorate: boolean
  readonly invoiceNow: boolean
  readonly cancellation: Partial<Pick<SubscriptionRecord['cancellation'], 'comment' | 'feedback'>>
}

/** What is given back for the rest of the period. */
export const unusedLines = ({ id, items }: SubscriptionRecord, at: number): LineDraft[] =>
  items.map((item) => unusedLine(id, item, at)).filter((line) => line !== null)

/** Ends a subscription now. What is unused is given back only if asked for, and charged or credited only if asked for. */
export const cancelSubscription = async (
  { work, customer, subscription }: Held,
  { prorate, invoiceNow, cancellation }: AskedCancellation,
): Promise<SubscriptionRecord> => {
  if (subscription.ended === 'true') throw missing('subscription', subscription.id)
  const began = subscription.status !== 'incomplete'
  if (began && prorate) {
    for (const line of unusedLines(subscription, work.now)) await addPendingItem(work, customer, line)
  }
  if (!prorate && !invoiceNow) await dropPendingItems(work, customer.id, subscription.id)
  const invoice = began && invoiceNow ? await collectPending(work, subscription) : null
  const current = (await work.get('subscription', subscription.id)) ?? subscription
  const closing = { ...current, latestInvoice: invoice ?? current.latestInvoice }
  return endSubscription(work, closing, { ...cancellation, reason: 'cancellation_requested' })
}
