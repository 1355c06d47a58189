import type { DraftLine } from '@/lib/core/pricing/draft-line'
import { isRefused, type Refused } from '@/lib/core/refusal'
import { type DraftTerms, draftInvoice } from './draft'
import { refuseUnprintable } from './unprintable'

/**
 * Puts lines onto an invoice that is yet to be issued (I1, I6). Beyond what `draftInvoice` asks, every letter must be one
 * that its document can show: an issued invoice never changes, and what was issued before is recomputed as it is.
 */
export const draftNewInvoice = (
  lines: readonly DraftLine[],
  terms: DraftTerms,
): ReturnType<typeof draftInvoice> | Refused<'not_printable'> => {
  const draft = draftInvoice(lines, terms)
  return isRefused(draft) ? draft : (refuseUnprintable(draft) ?? draft)
}
