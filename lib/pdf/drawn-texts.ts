import type { Closing } from './closing-layout'
import type { Head } from './head-layout'
import type { InvoiceLayout } from './invoice-document'
import type { PageTexts } from './read-text'
import { columnNames, type Row, type Table } from './table-layout'

/** Every text of a laid-out invoice, page by page, in the order in which `InvoiceDocument` draws them. */
export const drawnTexts = ({ head, running, words, pages, table, closing }: InvoiceLayout): PageTexts =>
  pages.map(({ from, to }, index) => {
    const rows = table.rows.slice(from, to)
    return [
      ...(index === 0 ? headTexts(head) : [running]),
      words.page(index + 1, pages.length),
      ...(rows.length > 0 ? tableTexts(table, rows) : []),
      ...(index === pages.length - 1 ? closingTexts(closing) : []),
    ]
  })

const headTexts = ({ seller, buyer, facts, title }: Head): string[] => [
  ...seller.name,
  ...seller.lines,
  ...buyer,
  ...facts.flatMap(({ label, lines }) => [label, ...lines]),
  ...title,
]

const tableTexts = ({ header }: Table, rows: readonly Row[]): string[] => [
  ...columnNames.map((name) => header[name]),
  ...rows.flatMap(({ cells }) => columnNames.flatMap((name) => cells[name] ?? [])),
]

const closingTexts = ({ taxHeader, taxes, totals, total, sentences }: Closing): string[] => [
  ...taxHeader,
  ...taxes.flat(),
  ...totals.flat(),
  ...total,
  ...sentences,
]
