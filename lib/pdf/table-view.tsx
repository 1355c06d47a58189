import { View } from '@react-pdf/renderer'
import type { ReactElement } from 'react'
import { LinesView } from './lines-view'
import { ink, sheet } from './sheet'
import { type ColumnName, columnNames, type Row, type Table } from './table-layout'
import type { Weight } from './typeface'

/** Header row and the rows of one page, from `top` points down. */
export const TableView = (props: {
  readonly table: Table
  readonly rows: readonly Row[]
  readonly top: number
}): ReactElement => (
  <View style={{ position: 'absolute', left: sheet.margin, top: props.top, width: sheet.content }}>
    <View style={{ height: props.table.headerHeight, borderBottomWidth: 0.8, borderBottomColor: ink.text }}>
      {columnNames.map((name) => (
        <Cell key={name} table={props.table} name={name} lines={[props.table.header[name]]} weight={600} top={1} />
      ))}
    </View>
    {props.rows.map((row) => (
      <View key={row.key} style={{ height: row.height, borderBottomWidth: 0.5, borderBottomColor: ink.rule }}>
        {columnNames.map((name) => (
          <Cell key={name} table={props.table} name={name} lines={row.cells[name] ?? []} weight={400} top={3.25} />
        ))}
      </View>
    ))}
  </View>
)

const Cell = (props: {
  readonly table: Table
  readonly name: ColumnName
  readonly lines: readonly string[]
  readonly weight: Weight
  readonly top: number
}): ReactElement => {
  const { left, width, align } = props.table.columns[props.name]
  return (
    <LinesView
      lines={props.lines}
      left={left}
      top={props.top}
      width={width}
      align={align}
      size={props.table.fontSize}
      lineHeight={props.table.lineHeight}
      weight={props.weight}
      isFigures={props.name !== 'description' && props.name !== 'unit'}
    />
  )
}
