import { renderToBuffer } from '@react-pdf/renderer'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { InvoiceDocument } from './invoice-document'
import { layOutInvoice } from './lay-out-invoice'
import { loadTypeface } from './typeface'

/** An invoice to print: what was frozen when it was issued, and the number it drew. */
export type InvoiceInput = { readonly snapshot: InvoiceSnapshot; readonly number: string }

/**
 * Renders an issued invoice (I8) as a PDF in the customer's language. The same input gives the same bytes on the same
 * version of Kontor and Node. Takes some 30 ms of one core for a page: batches go through `createPdfPool`.
 * @throws RangeError for an invoice without lines.
 */
export const renderInvoicePdf = async ({ snapshot, number }: InvoiceInput): Promise<Uint8Array> => {
  const layout = layOutInvoice(snapshot, number, await loadTypeface())
  const bytes = await renderToBuffer(InvoiceDocument({ layout }))
  return new Uint8Array(bytes)
}
