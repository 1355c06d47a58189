import { settleRecharge } from '@/lib/flows/payments/recharge/settle-recharge'
import type { Handler } from './handled'

/** A recharge was paid or declined. */
export const recharge: Handler<'recharge_settled'> = async (ctx, stripe, { org, purchaseId, paymentIntentId }) => {
  const { status } = await settleRecharge(ctx, org, purchaseId, await stripe.readPayment(paymentIntentId))
  return { sentence: `The recharge ${purchaseId} is ${status}.`, note: 'done' }
}
