import type { DocumentSays } from '@/lib/core/mail/document-mail'
import { formatMoney } from '@/lib/core/money/format'
import type { Content } from '@/lib/mail/layout'
import { dayText } from '@/lib/mail/mail-days'
import { Figures, Paragraph } from '@/lib/mail/parts'
import type { Letter, Say } from '@/lib/mail/reader'
import { aboutInvoice, figures, Greeted } from './document'

/** Thanks for a payment, and says what is still open. */
export const paymentReceived = (says: DocumentSays['payment_received'], letter: Letter, say: Say): Content => {
  const { invoice, number, currency, via, open } = says
  const [amount, receivedOn] = [formatMoney(says.amount, currency), dayText(says.receivedOn, letter)]
  const first = say('mail.payment_received.first', { amount, number, receivedOn })
  const rest =
    open === ''
      ? say('mail.payment_received.paid')
      : say('mail.payment_received.open', { open: formatMoney(open, currency) })
  return {
    subject: say('mail.payment_received.subject', { amount, number }),
    heading: say('mail.payment_received.heading'),
    preheader: first,
    body: (
      <Greeted say={say}>
        <Paragraph>
          {first} {rest}
        </Paragraph>
        <Figures
          rows={figures(say, [
            ['number', number],
            ['receivedOn', receivedOn],
            ['via', say(`mail.payment_received.via.${via}`)],
            ['amount', amount, 'strong'],
          ])}
        />
      </Greeted>
    ),
    ...aboutInvoice(letter, say, invoice, say('mail.payment_received.act')),
  }
}
