import { receiveDispute } from '@/lib/flows/payments/disputes/receive-dispute'
import { syncReturns } from '@/lib/flows/payments/sync-returns'
import type { Handler } from './handled'
import { subscriptionReturns } from './subscription-returns'

/** A payment is disputed, or the bank decided. */
export const dispute: Handler<'dispute_changed'> = async (ctx, stripe, { disputeId }) => {
  const read = await stripe.readDispute(disputeId)
  const { org, invoiceId, purchaseId, paymentIntentId } = read
  if (org !== '' && invoiceId !== '') {
    await syncReturns(ctx, stripe, { org, invoiceId, paymentIntentId })
    return { sentence: `The dispute of the payment of ${invoiceId} was read.`, note: 'done' }
  }
  const sentence = purchaseId === '' ? null : await receiveDispute(ctx, stripe, disputeId)
  if (sentence !== null) return { sentence, note: 'done' }
  const ofSubscription = await subscriptionReturns(ctx, stripe, read)
  return ofSubscription ?? { sentence: 'The disputed payment is none of ours.', note: 'ignored' }
}
