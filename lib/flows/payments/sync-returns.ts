import { recordPaymentReturns } from '@/db/commands/payment-returns'
import { findInvoice } from '@/db/queries/invoices'
import type { Ctx } from '@/lib/context'
import type { PaymentReturn } from '@/lib/core/funding/payment-return'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'

const mostReadings = 20

type InvoicePayment = { readonly org: string; readonly invoiceId: string; readonly paymentIntentId: string }

const textOf = (returns: readonly PaymentReturn[]): string =>
  returns.map(({ returnId, status, amount }) => `${returnId} ${status} ${amount}`).join()

/**
 * Reads from Stripe what of an invoice's payment went back or is disputed, and records it: the invoice says so to whoever
 * reads it. It is read again after the write, so that of two who read at once the later state stays.
 */
export const syncReturns = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { org, invoiceId, paymentIntentId }: InvoicePayment,
): Promise<void> => {
  if (!(await findInvoice(ctx.db, org, invoiceId))) {
    throw new Refusal('unavailable', `There is no invoice ${invoiceId} of ${org} yet.`)
  }
  let returns = await stripe.listReturns(paymentIntentId)
  for (let reading = 0; reading < mostReadings; reading += 1) {
    await recordPaymentReturns(ctx.db, { org, invoiceId, reference: paymentIntentId }, returns, ctx.now)
    const again = await stripe.listReturns(paymentIntentId)
    if (textOf(again) === textOf(returns)) return
    returns = again
  }
  throw new Refusal('unavailable', `What goes back of the payment ${paymentIntentId} does not stand still.`)
}
