import { recordPaymentReturns } from '@/db/commands/payment-returns'
import { findInvoice } from '@/db/queries/invoices'
import type { Ctx } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { readReturnsStill } from './read-still'

type InvoicePayment = { readonly org: string; readonly invoiceId: string; readonly paymentIntentId: string }

/**
 * Reads from Stripe what of an invoice's payment went back or is disputed, and records it: what went back for good is open
 * again on the invoice, and the invoice says so.
 */
export const syncReturns = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { org, invoiceId, paymentIntentId }: InvoicePayment,
): Promise<void> => {
  if (!(await findInvoice(ctx.db, org, invoiceId))) {
    throw new Refusal('unavailable', `There is no invoice ${invoiceId} of ${org} yet.`)
  }
  await readReturnsStill(stripe, paymentIntentId, (returns) =>
    recordPaymentReturns(ctx.db, { org, invoiceId, reference: paymentIntentId }, returns, ctx.now),
  )
}
