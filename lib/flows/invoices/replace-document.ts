import { createHash } from 'node:crypto'
import { replaceInvoiceDocument } from '@/db/commands/replace-invoice-document'
import { findInvoice } from '@/db/queries/invoices'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { Documents } from './read-document'
import { verifyDocument } from './verify-invoice'

/**
 * Replaces a stored document that does not say what its invoice says by one that does (I16). The wrong bytes are kept, and
 * audit trail says both digests and what was wrong. What is right stays as it is. Only the owner of the schema may:
 * `ctx.db` is connected as that.
 * @returns the digests, or null where there was nothing to replace.
 */
export const replaceDocument = async (
  ctx: Ctx,
  { render, check }: Documents,
  org: string,
  invoiceId: string,
): Promise<{ readonly wrongSha256: string; readonly sha256: string } | null> => {
  requirePermission(ctx, 'platform:admin')
  const invoice = await findInvoice(ctx.db, org, invoiceId)
  if (!invoice) throw new Refusal('not_found', 'There is no such invoice.')
  const { standing, sha256: wrongSha256, difference } = await verifyDocument(ctx, check, invoice)
  if (standing !== 'wrong') return null
  const { number, snapshot } = invoice
  const content = await render({ snapshot, number })
  const sha256 = createHash('sha256').update(content).digest('hex')
  const audit = auditEntry(ctx, 'invoice.document_replace', {
    org,
    subject: invoiceId,
    before: { number, sha256: wrongSha256, difference },
    after: { number, sha256 },
  })
  const outcome = await replaceInvoiceDocument(ctx.db, {
    org,
    invoiceId,
    wrongSha256,
    difference,
    content,
    sha256,
    at: ctx.now,
    audit,
  })
  if (outcome === 'stale') throw new Refusal('stale', `The document of ${number} was replaced meanwhile.`, { number })
  return { wrongSha256, sha256 }
}
