import { failInvoiceCharge } from '@/db/commands/invoice-charges'
import { recordPayment } from '@/db/commands/record-payment'
import { findInvoice } from '@/db/queries/invoices'
import { findSellerZone } from '@/db/queries/platform'
import type { Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { dayAt } from '@/lib/core/time/billing-day'
import type { ChargeOutcome } from '@/lib/flows/payments/charge-card'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'

export type InvoiceChargeOutcome = 'paid' | 'processing' | 'failed' | 'not_needed'

/**
 * Records what became of the charge of an invoice's card: its payment, exactly once, in the same call as the charge's end;
 * or the decline, after which it is not tried again.
 */
export const settleInvoiceCharge = async (
  ctx: Ctx,
  org: string,
  invoiceId: string,
  { status, failure, paymentIntentId, amountMinor, currency }: ChargeOutcome,
): Promise<InvoiceChargeOutcome> => {
  const invoice = await findInvoice(ctx.db, org, invoiceId)
  if (!invoice) throw new Refusal('unavailable', `There is no invoice ${invoiceId} of ${org} yet.`)
  if (status === 'processing') return 'processing'
  if (status === 'failed' || !paymentIntentId || amountMinor === undefined || !currency) {
    await failInvoiceCharge(ctx.db, org, invoiceId, failure || 'card_declined', ctx.now)
    return 'failed'
  }
  await recordPayment(ctx.db, {
    org,
    invoiceId,
    paymentId: newId('pay'),
    via: 'card',
    reference: paymentIntentId,
    amount: amountMinor,
    currency,
    receivedAt: ctx.now,
    receivedOn: dayAt(ctx.now, await findSellerZone(ctx.db)),
    by: actorName(ctx.actor),
    acceptSurplus: true,
    checkoutId: null,
    charge: true,
    event: null,
    audit: null,
  })
  return 'paid'
}
