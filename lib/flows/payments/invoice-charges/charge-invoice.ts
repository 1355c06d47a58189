import { type FixedCharge, fixInvoiceCharge, noteInvoiceChargePayment } from '@/db/commands/invoice-charges'
import { findCardFile } from '@/db/queries/cards'
import type { InvoiceCharge } from '@/db/queries/invoice-charges'
import { findInvoice } from '@/db/queries/invoices'
import type { Ctx } from '@/lib/context'
import { nextChargeStep } from '@/lib/core/invoices/card-charge'
import { chargeCard } from '@/lib/flows/payments/charge-card'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { type InvoiceChargeOutcome, settleInvoiceCharge } from './settle-invoice-charge'

type BegunCharge = Pick<InvoiceCharge, 'orgId' | 'invoiceId'>

/**
 * Charges the saved card for an invoice that was issued (I10): what is open of it, once. A call that is made again, after a
 * crash or by another process, is the same charge: the invoice is its key, and amount and card were fixed before. If Stripe
 * cannot be reached, the charge stays under way and is tried again; a decline is final.
 */
export const chargeInvoice = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { orgId: org, invoiceId }: BegunCharge,
): Promise<InvoiceChargeOutcome> => {
  const charge = await fixInvoiceCharge(ctx.db, org, invoiceId, ctx.now)
  if (!charge) throw new Refusal('not_found', 'There is no charge of this invoice.')
  if (charge.outcome !== null) return charge.outcome
  if (charge.paymentIntentId !== null) {
    return settleInvoiceCharge(ctx, org, invoiceId, await stripe.readPayment(charge.paymentIntentId))
  }
  const payment = await pay(ctx, stripe, { org, invoiceId, ...charge })
  if (payment.status === 'processing' && payment.paymentIntentId) {
    await noteInvoiceChargePayment(ctx.db, org, invoiceId, payment.paymentIntentId)
  }
  return settleInvoiceCharge(ctx, org, invoiceId, payment)
}

type Due = FixedCharge & { readonly org: string; readonly invoiceId: string }

const pay = async (ctx: Ctx, stripe: StripeGateway, { org, invoiceId, ...charge }: Due) => {
  const [file, invoice] = await Promise.all([findCardFile(ctx.db, org), findInvoice(ctx.db, org, invoiceId)])
  if (!invoice) throw new Refusal('not_found', 'There is no such invoice.')
  const { customerId, methodId } = charge
  const isSame = file?.stripeCustomerId === customerId
  const next = nextChargeStep(charge, isSame ? file.cards.map((each) => each.methodId) : [])
  if (next.step === 'fail' && next.failure === 'not_chargeable') return { status: 'failed', ...next } as const
  return chargeCard(ctx.now, stripe, {
    org,
    about: { invoice: invoiceId },
    customerId,
    methodId,
    name: invoice.number,
    amountMinor: charge.amount ?? invoice.total,
    currency: invoice.currency,
    begunAt: charge.fixedAt ?? ctx.now,
    barred: next.step === 'fail' ? next.failure : null,
  })
}
