import type { ReminderLevel } from '@/lib/core/dunning/reminders'
import type { ReminderSays } from '@/lib/core/mail/document-mail'
import { formatMoney } from '@/lib/core/money/format'
import type { Content } from '@/lib/mail/layout'
import { dayText } from '@/lib/mail/mail-days'
import { Figures, Paragraph } from '@/lib/mail/parts'
import type { Letter, Say } from '@/lib/mail/reader'
import { aboutInvoice, figures, Greeted } from './document'

/** A reminder of an invoice that is overdue: the first is friendly, the third is the final notice. */
export const reminder = (level: ReminderLevel, says: ReminderSays, letter: Letter, say: Say): Content => {
  const { invoice, number, currency } = says
  const key = `mail.reminder_${level}`
  const [open, total] = [formatMoney(says.open, currency), formatMoney(says.total, currency)]
  const dueOn = dayText(says.dueOn, letter)
  const first = say(`${key}.first`, { number, dueOn, open })
  const fees =
    says.fees === ''
      ? ([['open', open, 'strong']] as const)
      : ([
          ['open', open],
          ['fees', formatMoney(says.fees, currency)],
          ['total', total, 'strong'],
        ] as const)
  return {
    subject: say(`${key}.subject`, { number }),
    heading: say(`${key}.heading`),
    preheader: first,
    body: (
      <Greeted say={say}>
        <Paragraph>{first}</Paragraph>
        <Figures
          rows={figures(say, [
            ['number', number],
            ['dueOn', dueOn],
            ['overdue', say('mail.days', { days: says.daysOverdue })],
            ...fees,
          ])}
        />
        <Paragraph>{say(`${key}.second`, { total })}</Paragraph>
        <Paragraph>{say('mail.attached')}</Paragraph>
      </Greeted>
    ),
    ...aboutInvoice(letter, say, invoice, say(`${key}.act`)),
  }
}
