import { syncRefunds } from '@/lib/flows/payments/refunds/sync-refunds'
import type { Handler } from './handled'

/** Money went back, or was to: what of it was for a purchase of ours is read anew. */
export const refunds: Handler<'refunds_changed'> = async (ctx, stripe, command) => {
  const isNamed = command.org !== '' && command.purchaseId !== ''
  const { org, purchaseId } = isNamed ? command : await stripe.readPayment(command.paymentIntentId)
  if (org === '' || purchaseId === '') return { sentence: 'No purchase of ours was refunded.', note: 'ignored' }
  await syncRefunds(ctx, stripe, org, purchaseId)
  return { sentence: `The refunds of ${purchaseId} were read.`, note: 'done' }
}
