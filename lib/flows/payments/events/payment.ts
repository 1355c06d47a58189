import { settleRecharge } from '@/lib/flows/payments/recharge/settle-recharge'
import type { Handler } from './handled'

/** A payment was made or declined. One in a Checkout is told by its session; one without is a recharge. */
export const payment: Handler<'payment_changed'> = async (ctx, stripe, { paymentIntentId }, event) => {
  const read = await stripe.readPayment(paymentIntentId)
  const { org, purchaseId, checkoutId } = read
  if (org === '' || purchaseId === '' || checkoutId !== '') {
    return { sentence: `Nothing to do for ${event.type}.`, note: 'ignored' }
  }
  const { status } = await settleRecharge(ctx, org, purchaseId, read)
  return { sentence: `The recharge ${purchaseId} is ${status}.`, note: 'done' }
}
