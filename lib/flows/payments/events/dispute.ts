import { receiveDispute } from '@/lib/flows/payments/disputes/receive-dispute'
import type { Handler } from './handled'

/** A payment is disputed, or the bank decided. */
export const dispute: Handler<'dispute_changed'> = async (ctx, stripe, { disputeId }) => {
  const sentence = await receiveDispute(ctx, stripe, disputeId)
  if (sentence === null) return { sentence: 'The disputed payment is none of ours.', note: 'ignored' }
  return { sentence, note: 'done' }
}
