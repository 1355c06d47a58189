import type { DocumentSays } from '@/lib/core/mail/document-mail'
import { formatMoney } from '@/lib/core/money/format'
import type { Content } from '@/lib/mail/layout'
import { dayText, monthText } from '@/lib/mail/mail-days'
import { Figures, Paragraph } from '@/lib/mail/parts'
import type { Letter, Say } from '@/lib/mail/reader'
import { aboutInvoice, figures, Greeted } from './document'

/** A new invoice: what it comes to, until when, and how it is paid. */
export const invoiceIssued = (says: DocumentSays['invoice_issued'], letter: Letter, say: Say): Content => {
  const { invoice, number, way } = says
  const [total, month] = [formatMoney(says.total, says.currency), monthText(says.month, letter)]
  const dueOn = dayText(says.dueOn, letter)
  const act = say(way === 'card' ? 'mail.invoice_issued.pay' : 'mail.invoice_issued.act')
  return {
    subject: say('mail.invoice_issued.subject', { number, month, total }),
    heading: say('mail.invoice_issued.heading', { month }),
    preheader: say('mail.invoice_issued.preheader', { total, dueOn }),
    body: (
      <Greeted say={say}>
        <Paragraph>{say('mail.invoice_issued.first', { number, org: letter.org })}</Paragraph>
        <Figures
          rows={figures(say, [
            ['number', number],
            ['month', month],
            ['dueOn', dueOn],
            ['amount', total, 'strong'],
          ])}
        />
        <Paragraph>{say(`mail.invoice_issued.way.${way}`, { dueOn })}</Paragraph>
      </Greeted>
    ),
    ...aboutInvoice(letter, say, invoice, act),
  }
}
