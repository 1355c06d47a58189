import { createHash } from 'node:crypto'
import { type StoredDocument, storeInvoiceDocument } from '@/db/commands/store-invoice-document'
import { findInvoice, findInvoiceDocument } from '@/db/queries/invoices'
import { type Ctx, requirePermission } from '@/lib/context'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { Refusal } from '@/lib/platform/errors'

export type RenderInvoice = (input: { snapshot: InvoiceSnapshot; number: string }) => Promise<Uint8Array>

/**
 * The stored PDF of an invoice (I8). Rendered from the snapshot where nobody did yet; of two renderings at once the
 * first stays, and everybody gets its bytes.
 */
export const readInvoiceDocument = async (
  ctx: Ctx,
  render: RenderInvoice,
  org: string,
  invoiceId: string,
): Promise<StoredDocument & { readonly number: string }> => {
  requirePermission(ctx, 'org:read', org)
  const invoice = await findInvoice(ctx.db, org, invoiceId)
  if (!invoice) throw new Refusal('not_found', 'There is no such invoice.')
  const { number, snapshot } = invoice
  const stored = await findInvoiceDocument(ctx.db, org, invoiceId, 'pdf')
  if (stored) return { ...stored, number }
  const content = await render({ snapshot, number })
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { ...(await storeInvoiceDocument(ctx.db, org, invoiceId, 'pdf', { content, sha256 }, ctx.now)), number }
}
