import { Document, type DocumentProps, Page, View } from '@react-pdf/renderer'
import type { ReactElement } from 'react'
import { HeadView } from '@/lib/pdf/head-view'
import { LinesView } from '@/lib/pdf/lines-view'
import { ink, sheet } from '@/lib/pdf/sheet'
import { fontFamily } from '@/lib/pdf/typeface'
import { bodySizes, type ReminderLayout } from './lay-out-reminder'

/** A reminder as react-pdf elements: letterhead, what is asked for, what it is made of, and how to pay it. */
export const ReminderDocument = ({ layout }: { readonly layout: ReminderLayout }): ReactElement<DocumentProps> => {
  const day = new Date(`${layout.snapshot.sentOn}T00:00:00Z`)
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
      <Page size="A4" wrap={false}>
        <View style={paper}>
          <HeadView head={layout.head} />
          <Body layout={layout} />
        </View>
      </Page>
    </Document>
  )
}

const paper = { width: sheet.width, height: sheet.height, fontFamily, color: ink.text } as const

const text = {
  left: 0,
  top: 0,
  width: sheet.content,
  size: bodySizes.text,
  lineHeight: bodySizes.line,
} as const

const Body = ({ layout }: { readonly layout: ReminderLayout }): ReactElement => (
  <View style={{ position: 'absolute', left: sheet.margin, top: layout.head.end, width: sheet.content }}>
    <View style={{ height: layout.intro.length * bodySizes.line + bodySizes.gap }}>
      <LinesView {...text} lines={layout.intro} />
    </View>
    {layout.rows.map(([label, amount]) => (
      <View
        key={label.join(' ')}
        style={{
          height: (label.length - 1) * bodySizes.line + bodySizes.row,
          borderBottomWidth: 0.5,
          borderBottomColor: ink.rule,
          paddingTop: 3,
        }}
      >
        <LinesView {...text} top={3} lines={label} width={sheet.content - bodySizes.amounts} />
        <LinesView {...text} top={3} lines={[amount]} align="right" isFigures />
      </View>
    ))}
    <View style={{ height: bodySizes.total + bodySizes.gap }}>
      <LinesView {...text} top={6} lines={[layout.due[0]]} size={12} weight={600} />
      <LinesView {...text} top={6} lines={[layout.due[1]]} size={12} weight={600} align="right" isFigures />
    </View>
    <View>
      <LinesView {...text} lines={layout.closing} />
    </View>
  </View>
)
