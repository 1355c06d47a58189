import { type InvoiceName, listInvoiceNames } from '@/db/queries/invoice-names'
import { type InvoiceFilter, listInvoices } from '@/db/queries/invoices'
import { type Ctx, requirePlatformPermission } from '@/lib/context'
import type { Day } from '@/lib/core/time/day'
import { Refusal } from '@/lib/platform/errors'
import { type RenderInvoice, readInvoiceDocument } from './read-document'

/** So many documents go into one archive. */
export const mostDocuments = 500

export type AskedDocuments = InvoiceFilter & {
  /** These alone, whatever the filter says. */
  readonly chosen?: readonly { readonly org: string; readonly invoiceId: string }[]
}

export type InvoiceFile = { readonly name: string; readonly content: Uint8Array; readonly day: Day }

/**
 * The stored PDFs of many invoices, `<number>.pdf`, read one after the other: each is what its own download gives.
 * Refused before the first is read where there is none, or where there are more than fit.
 */
export const readInvoiceDocuments = async (
  ctx: Ctx,
  render: RenderInvoice,
  asked: AskedDocuments,
): Promise<AsyncIterable<InvoiceFile>> => {
  requirePlatformPermission(ctx, 'platform:admin')
  const found = await namesOf(ctx, asked)
  if (found.length === 0) throw new Refusal('not_found', 'No invoice matches; choose others.')
  if (found.length > mostDocuments) {
    const sentence = `At most ${mostDocuments} invoices go into one file; narrow the filter, to one month for instance.`
    throw new Refusal('invalid_request', sentence, { limit: mostDocuments })
  }
  return filesOf(ctx, render, found)
}

const namesOf = ({ db }: Ctx, { chosen, ...filter }: AskedDocuments): Promise<readonly InvoiceName[]> =>
  chosen ? listInvoiceNames(db, chosen) : listInvoices(db, filter, mostDocuments + 1)

async function* filesOf(ctx: Ctx, render: RenderInvoice, names: readonly InvoiceName[]): AsyncGenerator<InvoiceFile> {
  for (const { org, invoiceId, issuedOn } of names) {
    const { number, content } = await readInvoiceDocument(ctx, render, org, invoiceId)
    yield { name: `${number}.pdf`, content, day: issuedOn }
  }
}
