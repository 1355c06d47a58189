import { renderToBuffer } from '@react-pdf/renderer'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { Refusal } from '@/lib/platform/errors'
import { checkAgainst } from './check-document'
import { InvoiceDocument } from './invoice-document'
import { layOutInvoice } from './lay-out-invoice'
import { loadTypeface } from './typeface'

/** An invoice to print: what was frozen when it was issued, and the number it drew. */
export type InvoiceInput = { readonly snapshot: InvoiceSnapshot; readonly number: string }

/**
 * Renders an issued invoice (I8) as a PDF in the customer's language, reads it back and hands it out only where it says
 * what the invoice says (I16). The same input gives the same bytes on the same version of Kontor and Node. Takes some
 * 60 ms of one core for a page: batches go through `createPdfPool`.
 * @throws RangeError for an invoice without lines; `document_wrong` where the text of the document is another one.
 */
export const renderInvoicePdf = async ({ snapshot, number }: InvoiceInput): Promise<Uint8Array> => {
  const layout = layOutInvoice(snapshot, number, await loadTypeface())
  const bytes = new Uint8Array(await renderToBuffer(InvoiceDocument({ layout })))
  const difference = await checkAgainst(layout, number, bytes)
  if (difference === null) return bytes
  throw new Refusal('document_wrong', `The document of ${number} does not say what the invoice says: ${difference}.`, {
    number,
  })
}
