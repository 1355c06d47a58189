import { compareTexts } from './compare-texts'
import { drawnTexts } from './drawn-texts'
import { findLacking } from './find-lacking'
import type { InvoiceLayout } from './invoice-document'
import { layOutInvoice } from './lay-out-invoice'
import { readPdfTexts } from './read-text'
import type { InvoiceInput } from './render-invoice'
import { loadTypeface } from './typeface'

/**
 * Reads a document back and compares its text with the invoice it was made from (I16): every word and figure of the
 * layout, letter by letter, and every amount, quantity, name and number of the snapshot.
 * @returns what is wrong, in words; null where the document says what the invoice says.
 */
export const checkDocument = async (input: InvoiceInput, bytes: Uint8Array): Promise<string | null> =>
  checkAgainst(layOutInvoice(input.snapshot, input.number, await loadTypeface()), input.number, bytes)

/** The same for a layout that is at hand. */
export const checkAgainst = async (
  layout: InvoiceLayout,
  number: string,
  bytes: Uint8Array,
): Promise<string | null> => {
  const read = await readPdfTexts(bytes).catch(() => null)
  if (read === null) return 'it cannot be read as a PDF'
  const difference = compareTexts(drawnTexts(layout), read)
  if (difference !== null) return difference
  const lacking = findLacking(layout.snapshot, number, read)
  return lacking === null ? null : `"${lacking}" is missing`
}
