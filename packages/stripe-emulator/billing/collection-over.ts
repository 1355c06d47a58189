import type { InvoiceRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { endSubscription } from './end-subscription'
import { changeSubscription } from './save-subscription'
import { billingSettings } from './settings'
import { stopCollecting } from './subscription-outcome'

/** The last attempt failed: what becomes of the subscription is a setting. The invoice stays open and can be paid. */
export const collectionOver = async (work: Work, invoice: InvoiceRecord): Promise<void> => {
  await stopCollecting(work, invoice)
  const subscription = invoice.subscription === null ? null : await work.get('subscription', invoice.subscription)
  if (!subscription || subscription.ended === 'true' || subscription.decidingInvoice !== invoice.id) return
  const { afterLastRetry } = await billingSettings(work)
  if (afterLastRetry === 'cancel') await endSubscription(work, subscription, { reason: 'payment_failed' })
  if (afterLastRetry === 'unpaid') await changeSubscription(work, subscription, { ...subscription, status: 'unpaid' })
}
