import { Document, type DocumentProps, Page, View } from '@react-pdf/renderer'
import type { ReactElement } from 'react'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import type { Closing } from './closing-layout'
import { ClosingView } from './closing-view'
import type { Head } from './head-layout'
import { HeadView } from './head-view'
import { LinesView } from './lines-view'
import type { PageRows } from './plan-pages'
import { ink, sheet } from './sheet'
import type { Table } from './table-layout'
import { TableView } from './table-view'
import { fontFamily } from './typeface'
import type { Words } from './words/words'

export const runningSize = 8.5

/** Everything a document is drawn from: text that is already broken into lines, lines already spread over pages. */
export type InvoiceLayout = {
  readonly snapshot: InvoiceSnapshot
  readonly author: string
  readonly title: string
  /** Repeated at the top of every page but the first. */
  readonly running: string
  readonly words: Words
  readonly head: Head
  readonly table: Table
  readonly closing: Closing
  readonly pages: readonly PageRows[]
}

/** The document as react-pdf elements. Nothing here flows or wraps: every place was decided by the layout. */
export const InvoiceDocument = ({ layout }: { readonly layout: InvoiceLayout }): ReactElement<DocumentProps> => {
  const day = new Date(`${layout.snapshot.issuedOn}T00:00:00Z`)
  return (
    <Document
      title={layout.title}
      author={layout.author}
      creator="Kontor"
      producer="Kontor"
      language={layout.words.locale}
      creationDate={day}
      modificationDate={day}
      pdfVersion="1.7"
    >
      {layout.pages.map((rows, index) => (
        <InvoicePage key={rows.from} layout={layout} index={index} rows={rows} />
      ))}
    </Document>
  )
}

const InvoicePage = (props: {
  readonly layout: InvoiceLayout
  readonly index: number
  readonly rows: PageRows
}): ReactElement => {
  const { layout, index } = props
  const rows = layout.table.rows.slice(props.rows.from, props.rows.to)
  const top = index === 0 ? layout.head.end : sheet.continued
  const end = top + layout.table.headerHeight + rows.reduce((sum, row) => sum + row.height, 0)
  return (
    <Page size="A4" wrap={false}>
      <View style={paper}>
        {index === 0 ? <HeadView head={layout.head} /> : <LinesView {...running} lines={[layout.running]} />}
        <LinesView {...running} lines={[layout.words.page(index + 1, layout.pages.length)]} align="right" />
        {rows.length > 0 ? <TableView table={layout.table} rows={rows} top={top} /> : null}
        {index === layout.pages.length - 1 ? <ClosingView closing={layout.closing} top={end} /> : null}
      </View>
    </Page>
  )
}

/** The page has the height of what it holds, since nothing may wrap. */
const paper = { width: sheet.width, height: sheet.height, fontFamily, color: ink.text } as const

/** The line at the top of a page: page number, and on continuation pages what they continue. */
const running = {
  left: sheet.margin,
  top: sheet.top + 2,
  width: sheet.content,
  size: runningSize,
  lineHeight: 11,
  color: ink.soft,
} as const
