import { createHash } from 'node:crypto'
import { reloadInvoiceMonth } from '@/db/queries/invoice-month'
import { findInvoice, findInvoiceDocument, type IssuedInvoice } from '@/db/queries/invoices'
import { type Ctx, requirePermission } from '@/lib/context'
import { draftInvoice, snapshotText } from '@/lib/core/invoices/draft'
import { invoiceMonth } from '@/lib/core/pricing/invoice-month'
import { accept, Refusal } from '@/lib/platform/errors'
import type { Documents } from './read-document'

/** How the stored document of an invoice stands against the invoice. */
export type DocumentStanding = {
  /** `missing` where it is yet to be rendered. */
  readonly standing: 'right' | 'wrong' | 'missing'
  /** Of the stored bytes; empty where there are none. */
  readonly sha256: string
  /** What is wrong, in words; empty where nothing is. */
  readonly difference: string
}

export type Verification = {
  /** True where the recorded events give the invoice as it was recorded, byte for byte. */
  readonly identical: boolean
  readonly sha256: string
  readonly recomputedSha256: string
  readonly document: DocumentStanding
}

const sha256Of = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/**
 * Recomputes an issued invoice from the recorded events and compares the bytes of the snapshot (I7, B2), and reads the
 * stored document and compares its text with the snapshot (I16).
 */
export const verifyInvoice = async (
  ctx: Ctx,
  check: Documents['check'],
  org: string,
  invoiceId: string,
): Promise<Verification> => {
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
    document: await verifyDocument(ctx, check, invoice),
  }
}

/** Compares the stored document of an invoice with it: its bytes with their digest, its text with the snapshot. */
export const verifyDocument = async (
  ctx: Ctx,
  check: Documents['check'],
  { orgId, invoiceId, snapshot, number }: Pick<IssuedInvoice, 'orgId' | 'invoiceId' | 'snapshot' | 'number'>,
): Promise<DocumentStanding> => {
  const stored = await findInvoiceDocument(ctx.db, orgId, invoiceId, 'pdf')
  if (!stored) return { standing: 'missing', sha256: '', difference: '' }
  const sha256 = sha256Of(stored.content)
  const difference =
    sha256 === stored.sha256
      ? await check({ snapshot, number }, stored.content)
      : 'its bytes do not have the digest that was kept'
  return { standing: difference === null ? 'right' : 'wrong', sha256, difference: difference ?? '' }
}
