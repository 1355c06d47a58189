import type { DraftLine } from '@/lib/core/pricing/draft-line'
import { isRefused, type Refused } from '@/lib/core/refusal'
import type { Declared } from '@/lib/core/usage/meter-words'
import { type DraftTerms, draftInvoice } from './draft'
import { printedWords } from './printed-words'
import { refuseUnprintable } from './unprintable'

/**
 * Puts lines onto an invoice that is yet to be issued (I1, I6), in the words that were declared. Beyond what `draftInvoice` asks, every letter must be one
 * that its document can show: an issued invoice never changes, and what was issued before is recomputed as it is.
 */
export const draftNewInvoice = (
  lines: readonly DraftLine[],
  terms: Omit<DraftTerms, 'schema' | 'words'>,
  declared: Declared,
  tenants: readonly DraftLine[] = [],
): ReturnType<typeof draftInvoice> | Refused<'not_printable'> => {
  const words = printedWords(lines, declared)
  const draft = draftInvoice(lines, { ...terms, schema: 'kontor.invoice/2', words }, tenants)
  return isRefused(draft) ? draft : (refuseUnprintable(draft) ?? draft)
}
