import { View } from '@react-pdf/renderer'
import type { ReactElement } from 'react'
import { type Closing, closingSizes, type TaxColumns, totalsWidth } from './closing-layout'
import { LinesView } from './lines-view'
import { ink, sheet } from './sheet'
import type { Weight } from './typeface'

/** Tax summary, totals and sentences, from `top` points down. */
export const ClosingView = ({ closing, top }: { readonly closing: Closing; readonly top: number }): ReactElement => (
  <View style={{ position: 'absolute', left: sheet.margin, top: top + closingSizes.gap, width: sheet.content }}>
    <View style={{ height: closing.figuresHeight + closingSizes.textGap }}>
      <View style={{ position: 'absolute', left: 0, top: 0, width: closing.taxColumns.tax }}>
        <TaxRow cells={closing.taxHeader} columns={closing.taxColumns} color={ink.soft} />
        {closing.taxes.map((cells) => (
          <TaxRow key={cells[0]} cells={cells} columns={closing.taxColumns} color={ink.text} />
        ))}
      </View>
      <View style={{ position: 'absolute', right: 0, top: 0, width: totalsWidth }}>
        {closing.totals.map((pair) => (
          <Pair key={pair[0]} pair={pair} size={9} height={closingSizes.row} weight={400} />
        ))}
        <View style={{ borderTopWidth: 0.8, borderTopColor: ink.text, paddingTop: 4 }}>
          <Pair pair={closing.total} size={11} height={closingSizes.total - 4} weight={600} />
        </View>
      </View>
    </View>
    <View>
      <LinesView
        lines={closing.sentences}
        left={0}
        top={0}
        width={sheet.content}
        size={closingSizes.text}
        lineHeight={closingSizes.line}
      />
    </View>
  </View>
)

const TaxRow = (props: {
  readonly cells: readonly [string, string, string]
  readonly columns: TaxColumns
  readonly color: string
}): ReactElement => {
  const { fontSize, base, tax } = props.columns
  const text = { top: 0, left: 0, size: fontSize, lineHeight: closingSizes.row, color: props.color, isFigures: true }
  return (
    <View style={{ height: closingSizes.row, borderBottomWidth: 0.5, borderBottomColor: ink.rule }}>
      <LinesView {...text} lines={[props.cells[0]]} width={base} />
      <LinesView {...text} lines={[props.cells[1]]} width={base} align="right" />
      <LinesView {...text} lines={[props.cells[2]]} width={tax} align="right" />
    </View>
  )
}

const Pair = (props: {
  readonly pair: readonly [label: string, amount: string]
  readonly size: number
  readonly height: number
  readonly weight: Weight
}): ReactElement => {
  const { size, weight } = props
  const text = { top: 0, left: 0, width: totalsWidth, size, weight, lineHeight: props.height, isFigures: true }
  return (
    <View style={{ height: props.height }}>
      <LinesView {...text} lines={[props.pair[0]]} />
      <LinesView {...text} lines={[props.pair[1]]} align="right" />
    </View>
  )
}
