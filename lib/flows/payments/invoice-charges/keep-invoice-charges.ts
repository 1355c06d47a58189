import { listOpenInvoiceCharges } from '@/db/queries/invoice-charges'
import type { Ctx } from '@/lib/context'
import { tryEach } from '@/lib/flows/jobs/try-each'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { chargeInvoice } from './charge-invoice'

/**
 * Charges the cards of invoices that were issued, and brings to an end what is under way: also what a process that died
 * left behind. Safe to run twice and at once; a charge that fails stops no other.
 * @returns how many came to an end.
 */
export const keepInvoiceCharges = async (ctx: Ctx, stripe: StripeGateway): Promise<number> => {
  const open = await listOpenInvoiceCharges(ctx.db, ctx.now)
  const work = open.map((item) => ({ org: item.orgId, reference: item.invoiceId, item }))
  return tryEach(ctx, 'invoice_charge', work, async (charge) => {
    return (await chargeInvoice(ctx, stripe, charge)) !== 'processing'
  })
}
