import { createHash } from 'node:crypto'
import { type StoredDocument, storeInvoiceDocument } from '@/db/commands/store-invoice-document'
import { findInvoice, findInvoiceDocument } from '@/db/queries/invoices'
import { type Ctx, requirePermission } from '@/lib/context'
import type { ReminderSnapshot } from '@/lib/core/dunning/reminder-snapshot'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { Refusal } from '@/lib/platform/errors'

type Printed = { readonly snapshot: InvoiceSnapshot; readonly number: string }

type PrintedReminder = { readonly reminder: ReminderSnapshot; readonly number: string }

/** Renders a document, reads it back and refuses it where its text is not what the invoice says (I16). */
export type RenderInvoice = (input: Printed) => Promise<Uint8Array>

export type Documents = {
  /** The same, of a reminder as well. */
  readonly render: (input: Printed | PrintedReminder) => Promise<Uint8Array>
  /** What of a document is not as its invoice says, in words; null where all is. */
  readonly check: (input: Printed, bytes: Uint8Array) => Promise<string | null>
}

/**
 * The stored PDF of an invoice (I8). Rendered from the snapshot where nobody did yet; of two renderings at once the
 * first stays, and everybody gets its bytes. What does not say what the invoice says is not stored.
 */
export const readInvoiceDocument = async (
  ctx: Ctx,
  render: RenderInvoice,
  org: string,
  invoiceId: string,
): Promise<StoredDocument & { readonly number: string }> => {
  requirePermission(ctx, 'usage:read', org)
  const invoice = await findInvoice(ctx.db, org, invoiceId)
  if (!invoice) throw new Refusal('not_found', 'There is no such invoice.')
  const { number, snapshot } = invoice
  const stored = await findInvoiceDocument(ctx.db, org, invoiceId, 'pdf')
  if (stored) return { ...stored, number }
  const content = await render({ snapshot, number })
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { ...(await storeInvoiceDocument(ctx.db, org, invoiceId, 'pdf', { content, sha256 }, ctx.now)), number }
}
