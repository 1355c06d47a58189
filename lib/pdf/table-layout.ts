import { type ShownLine, shownLine } from '@/lib/core/invoices/shown-line'
import type { InvoiceSnapshot, SnapshotLine } from '@/lib/core/invoices/snapshot'
import { groupDigits } from '@/lib/core/money/format'
import { breakLines } from './break-lines'
import { describeLine, describeQuantity, describeUnit, describeUnitPrice } from './describe-line'
import { sheet } from './sheet'
import type { Typeface } from './typeface'
import type { Words } from './words/words'

export const columnNames = ['position', 'description', 'quantity', 'unit', 'unitPrice', 'taxRate', 'amount'] as const
export type ColumnName = (typeof columnNames)[number]

/** Place of a column, in points from the left edge of the table. */
export type Column = { readonly left: number; readonly width: number; readonly align: 'left' | 'right' }
export type Columns = Readonly<Record<ColumnName, Column>>

/** One row, or a part of one whose description is too long to stay whole: then only the first part has numbers. */
export type Row = {
  readonly key: string
  readonly height: number
  /** Lines of text by column. */
  readonly cells: Readonly<Partial<Record<ColumnName, readonly string[]>>>
}

export type Table = {
  readonly fontSize: number
  readonly lineHeight: number
  readonly headerHeight: number
  readonly header: Readonly<Record<ColumnName, string>>
  readonly columns: Columns
  readonly rows: readonly Row[]
}

const gap = 10
const rowPadding = 6.5
const leastDescription = 130
const mostUnit = 72
/** Lines of one description that stay together; more of them may go over to the next page. */
const linesTogether = 6

/**
 * Sets the lines as a table. Column widths hold for the whole document: numbers are never broken, so their columns are as
 * wide as their widest content and the description takes what is left; where that would be too little, all type shrinks.
 */
export const layOutTable = (snapshot: InvoiceSnapshot, words: Words, typeface: Typeface): Table => {
  const texts = snapshot.lines.map((line) =>
    cellTexts(line, words, typeface, shownLine(snapshot, line, snapshot.language)),
  )
  const header = { ...words.columns }
  let fontSize = 8.5
  let columns = placeColumns(header, texts, typeface, fontSize)
  while (columns.description.width < leastDescription && fontSize > 5) {
    fontSize -= 0.5
    columns = placeColumns(header, texts, typeface, fontSize)
  }
  const lineHeight = Math.round(fontSize * 1.35 * 100) / 100
  const measure = typeface.measure(fontSize, 400)
  const rows = texts.flatMap((text, index) => {
    const description = breakLines(text.description, columns.description.width, measure)
    const unit = breakLines(text.unit, columns.unit.width, measure)
    return rowsOf(`${index}`, text, description, unit, lineHeight)
  })
  return { fontSize, lineHeight, headerHeight: lineHeight + rowPadding, header, columns, rows }
}

type CellTexts = Readonly<Record<ColumnName, string>>

const cellTexts = (line: SnapshotLine, words: Words, { clean }: Typeface, shown: ShownLine): CellTexts => ({
  position: `${line.position}`,
  description: clean(describeLine(line, words, shown)),
  quantity: describeQuantity(line, shown),
  unit: clean(describeUnit(line, words, shown)),
  unitPrice: describeUnitPrice(line, shown),
  taxRate: groupDigits(line.taxRate, 2),
  amount: groupDigits(line.amount, 2),
})

const placeColumns = (header: CellTexts, texts: readonly CellTexts[], typeface: Typeface, size: number): Columns => {
  const bold = typeface.measure(size, 600)
  const plain = typeface.measure(size, 400)
  const widest = (name: ColumnName): number =>
    texts.reduce((most, text) => Math.max(most, plain(text[name])), bold(header[name])) + 1
  const widths = {
    position: widest('position'),
    quantity: widest('quantity'),
    unit: Math.min(widest('unit'), mostUnit),
    unitPrice: widest('unitPrice'),
    taxRate: widest('taxRate'),
    amount: Math.max(widest('amount'), 58),
  }
  const taken = Object.values(widths).reduce((sum, width) => sum + width, 0) + gap * (columnNames.length - 1)
  const width = { ...widths, description: sheet.content - taken }
  let left = 0
  const place = (name: ColumnName): Column => {
    const column = { left, width: width[name], align: alignOf(name) }
    left += width[name] + gap
    return column
  }
  return {
    position: place('position'),
    description: place('description'),
    quantity: place('quantity'),
    unit: place('unit'),
    unitPrice: place('unitPrice'),
    taxRate: place('taxRate'),
    amount: place('amount'),
  }
}

const alignOf = (name: ColumnName): Column['align'] =>
  name === 'position' || name === 'description' || name === 'unit' ? 'left' : 'right'

const rowsOf = (key: string, text: CellTexts, description: string[], unit: string[], lineHeight: number): Row[] => {
  const lines = Math.max(description.length, unit.length)
  const rows: Row[] = []
  for (let from = 0; from < lines; from += linesTogether) {
    const to = Math.min(from + linesTogether, lines)
    const words = { description: description.slice(from, to), unit: unit.slice(from, to) }
    rows.push({
      key: `${key}/${from}`,
      height: (to - from) * lineHeight + rowPadding,
      cells: from === 0 ? { ...figuresOf(text), ...words } : words,
    })
  }
  return rows
}

const figuresOf = (text: CellTexts): Row['cells'] => ({
  position: [text.position],
  quantity: [text.quantity],
  unitPrice: [text.unitPrice],
  taxRate: [text.taxRate],
  amount: [text.amount],
})
