import { syncRefunds } from '@/lib/flows/payments/refunds/sync-refunds'
import type { Handler } from './handled'

/** Money of a purchase went back, or was to. */
export const refunds: Handler<'refunds_changed'> = async (ctx, stripe, { org, purchaseId }) => {
  await syncRefunds(ctx, stripe, org, purchaseId)
  return { sentence: `The refunds of ${purchaseId} were read.`, note: 'done' }
}
