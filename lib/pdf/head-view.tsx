import { View } from '@react-pdf/renderer'
import type { ReactElement } from 'react'
import { type Head, headSizes } from './head-layout'
import { LinesView } from './lines-view'
import { ink, mm, sheet } from './sheet'

/** Letterhead, address, facts and title of the first page. */
export const HeadView = ({ head }: { readonly head: Head }): ReactElement => (
  <>
    <LinesView
      {...letterhead}
      lines={head.seller.name}
      top={sheet.top}
      size={headSizes.seller}
      lineHeight={headSizes.sellerLine}
      weight={600}
    />
    <LinesView
      {...letterhead}
      lines={head.seller.lines}
      top={sheet.top + head.seller.name.length * headSizes.sellerLine}
      size={headSizes.text}
      lineHeight={headSizes.line}
      color={ink.soft}
    />
    <LinesView
      lines={head.buyer}
      left={sheet.address.left}
      top={head.factsTop}
      width={sheet.address.width}
      size={headSizes.buyer}
      lineHeight={headSizes.buyerLine}
    />
    <View style={{ position: 'absolute', left: sheet.margin, top: head.factsTop }}>
      {head.facts.map((fact) => (
        <View key={fact.label} style={{ height: fact.lines.length * headSizes.factLine }}>
          <LinesView {...factText} lines={[fact.label]} left={0} width={head.labelWidth} color={ink.soft} />
          <LinesView {...factText} lines={fact.lines} left={head.labelWidth} width={head.valueWidth} />
        </View>
      ))}
    </View>
    <LinesView
      lines={head.title}
      left={sheet.margin}
      top={head.titleTop}
      width={sheet.content}
      size={headSizes.title}
      lineHeight={headSizes.titleLine}
      weight={600}
    />
  </>
)

const letterhead = { left: sheet.margin, width: 110 * mm } as const
const factText = { top: 0, size: headSizes.fact, lineHeight: headSizes.factLine } as const
