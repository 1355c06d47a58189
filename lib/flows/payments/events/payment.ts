import { settleInvoiceCharge } from '@/lib/flows/payments/invoice-charges/settle-invoice-charge'
import { settleRecharge } from '@/lib/flows/payments/recharge/settle-recharge'
import type { Handler } from './handled'

/**
 * A payment was made or declined. One in a Checkout is told by its session; one without is a recharge, or the charge of a
 * saved card for an invoice.
 */
export const payment: Handler<'payment_changed'> = async (ctx, stripe, { paymentIntentId }, event) => {
  const read = await stripe.readPayment(paymentIntentId)
  const { org, purchaseId, invoiceId, checkoutId } = read
  if (org !== '' && invoiceId !== '' && checkoutId === '') {
    const outcome = await settleInvoiceCharge(ctx, org, invoiceId, read)
    return { sentence: `The charge for the invoice ${invoiceId} is ${outcome}.`, note: 'done' }
  }
  if (org === '' || purchaseId === '' || checkoutId !== '') {
    return { sentence: `Nothing to do for ${event.type}.`, note: 'ignored' }
  }
  const { status } = await settleRecharge(ctx, org, purchaseId, read)
  return { sentence: `The recharge ${purchaseId} is ${status}.`, note: 'done' }
}
