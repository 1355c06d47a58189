import type { Alert } from '@/lib/core/alerts/alert'
import type { DocumentMail } from '@/lib/core/mail/document-mail'
import type { Content } from './layout'
import type { Letter, Say } from './reader'
import { type ComposedMail, renderMail } from './render'
import { alertContent } from './templates/alert'
import { invitation } from './templates/invitation'
import { invoiceIssued } from './templates/invoice-issued'
import { paymentReceived } from './templates/payment-received'
import { reminder } from './templates/reminder'

const contentOf = (mail: DocumentMail, letter: Letter, say: Say): Content => {
  switch (mail.template) {
    case 'invoice_issued':
      return invoiceIssued(mail.says, letter, say)
    case 'payment_received':
      return paymentReceived(mail.says, letter, say)
    case 'reminder_1':
      return reminder(1, mail.says, letter, say)
    case 'reminder_2':
      return reminder(2, mail.says, letter, say)
    case 'reminder_3':
      return reminder(3, mail.says, letter, say)
    case 'invitation':
      return invitation(mail.says, letter, say)
  }
}

/** An e-mail about a document, or an invitation, in HTML and in text. */
export const composeMail = (mail: DocumentMail, letter: Letter, say: Say): Promise<ComposedMail> =>
  renderMail(contentOf(mail, letter, say), letter)

/** An alert as an e-mail, in HTML and in text. */
export const composeAlert = (alert: Alert, letter: Letter, say: Say): Promise<ComposedMail> =>
  renderMail(alertContent(alert, letter, say), letter)
