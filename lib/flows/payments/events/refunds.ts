import { syncRefunds } from '@/lib/flows/payments/refunds/sync-refunds'
import { syncReturns } from '@/lib/flows/payments/sync-returns'
import type { Handled, Handler } from './handled'
import { subscriptionReturns } from './subscription-returns'

const nothing: Handled = { sentence: 'Nothing of ours was refunded.', note: 'ignored' }

/** Money went back, or was to: what of it was for a purchase, an invoice or a subscription of ours is read again. */
export const refunds: Handler<'refunds_changed'> = async (ctx, stripe, command) => {
  const paymentId = command.paymentIntentId || (await stripe.paymentOf(command.of))
  if (paymentId === '') return nothing
  const payment = await stripe.readPayment(paymentId)
  const { org, purchaseId, invoiceId, paymentIntentId } = payment
  if (org !== '' && invoiceId !== '') {
    await syncReturns(ctx, stripe, { org, invoiceId, paymentIntentId })
    return { sentence: `What went back of the payment of ${invoiceId} was read.`, note: 'done' }
  }
  if (org === '' || purchaseId === '') return (await subscriptionReturns(ctx, stripe, payment)) ?? nothing
  await syncRefunds(ctx, stripe, { org, purchaseId, paymentIntentId })
  return { sentence: `The refunds of ${purchaseId} were read.`, note: 'done' }
}
