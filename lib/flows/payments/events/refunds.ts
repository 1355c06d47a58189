import { syncRefunds } from '@/lib/flows/payments/refunds/sync-refunds'
import { syncReturns } from '@/lib/flows/payments/sync-returns'
import type { Handler } from './handled'

/** Money went back, or was to: what of it was for a purchase or an invoice of ours is read anew. */
export const refunds: Handler<'refunds_changed'> = async (ctx, stripe, command) => {
  const isNamed = command.org !== '' && command.purchaseId !== ''
  const payment = isNamed ? { ...command, invoiceId: '' } : await stripe.readPayment(command.paymentIntentId)
  const { org, purchaseId, invoiceId, paymentIntentId } = payment
  if (org !== '' && invoiceId !== '') {
    await syncReturns(ctx, stripe, { org, invoiceId, paymentIntentId })
    return { sentence: `What went back of the payment of ${invoiceId} was read.`, note: 'done' }
  }
  if (org === '' || purchaseId === '') return { sentence: 'Nothing of ours was refunded.', note: 'ignored' }
  await syncRefunds(ctx, stripe, { org, purchaseId, paymentIntentId })
  return { sentence: `The refunds of ${purchaseId} were read.`, note: 'done' }
}
