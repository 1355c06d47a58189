import { createHash } from 'node:crypto'
import { reloadInvoiceMonth } from '@/db/queries/invoice-month'
import { findInvoice } from '@/db/queries/invoices'
import { type Ctx, requirePermission } from '@/lib/context'
import { draftInvoice, snapshotText } from '@/lib/core/invoices/draft'
import { invoiceMonth } from '@/lib/core/pricing/invoice-month'
import { accept, Refusal } from '@/lib/platform/errors'

export type Verification = { readonly identical: boolean; readonly sha256: string; readonly recomputedSha256: string }

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Recomputes an issued invoice from the recorded events (I7, B2) and compares the bytes of the snapshot. */
export const verifyInvoice = async (ctx: Ctx, org: string, invoiceId: string): Promise<Verification> => {
  requirePermission(ctx, 'org:read', org)
  const invoice = await findInvoice(ctx.db, org, invoiceId)
  if (!invoice) throw new Refusal('not_found', 'There is no such invoice.')
  const { lines: _, taxes: __, net: ___, tax: ____, total: _____, ...terms } = invoice.snapshot
  const again = accept(draftInvoice(accept(invoiceMonth(await reloadInvoiceMonth(ctx.db, invoice.snapshot))), terms))
  const recomputedSha256 = sha256Of(snapshotText(again))
  return {
    identical: recomputedSha256 === invoice.snapshotSha256 && sha256Of(invoice.text) === invoice.snapshotSha256,
    sha256: invoice.snapshotSha256,
    recomputedSha256,
  }
}
