import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { breakLines } from './break-lines'
import { layOutClosing, reservedFoot } from './closing-layout'
import { layOutHead } from './head-layout'
import { type InvoiceLayout, runningSize } from './invoice-document'
import { planPages } from './plan-pages'
import { sheet } from './sheet'
import { layOutTable } from './table-layout'
import type { Typeface } from './typeface'
import { wordsOf } from './words/words-of'

/**
 * Decides every line break, column and page of an invoice from the snapshot and the number alone.
 * @throws RangeError for an invoice without lines: there is no such invoice.
 */
export const layOutInvoice = (snapshot: InvoiceSnapshot, number: string, typeface: Typeface): InvoiceLayout => {
  if (snapshot.lines.length === 0) throw new RangeError('An invoice has at least one line.')
  const words = wordsOf(snapshot.language)
  const head = layOutHead(snapshot, number, words, typeface)
  const table = layOutTable(snapshot, words, typeface)
  const closing = layOutClosing(snapshot, words, typeface)
  const heights = table.rows.map((row) => row.height)
  const pages = planPages(heights, closing.height, {
    first: sheet.height - sheet.bottom - head.end - table.headerHeight,
    next: sheet.height - sheet.bottom - sheet.continued - table.headerHeight,
    reserved: reservedFoot(snapshot) - sheet.bottom,
  })
  const title = typeface.clean(words.title(number))
  return {
    snapshot,
    title,
    author: typeface.clean(snapshot.seller.name),
    running: runningLine(`${title} · ${typeface.clean(snapshot.buyer.name)}`, typeface),
    words,
    head,
    table,
    closing,
    pages,
  }
}

/** What fits on one line beside the page number; the name stands in full on the first page. */
const runningLine = (text: string, typeface: Typeface): string =>
  breakLines(text, sheet.content - 110, typeface.measure(runningSize, 400))[0] ?? ''
