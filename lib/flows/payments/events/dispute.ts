import { receiveDispute } from '@/lib/flows/payments/disputes/receive-dispute'
import { syncReturns } from '@/lib/flows/payments/sync-returns'
import type { Handler } from './handled'

/** A payment is disputed, or the bank decided. */
export const dispute: Handler<'dispute_changed'> = async (ctx, stripe, { disputeId }) => {
  const { org, invoiceId, paymentIntentId } = await stripe.readDispute(disputeId)
  if (org !== '' && invoiceId !== '') {
    await syncReturns(ctx, stripe, { org, invoiceId, paymentIntentId })
    return { sentence: `The dispute of the payment of ${invoiceId} was read.`, note: 'done' }
  }
  const sentence = await receiveDispute(ctx, stripe, disputeId)
  if (sentence === null) return { sentence: 'The disputed payment is none of ours.', note: 'ignored' }
  return { sentence, note: 'done' }
}
