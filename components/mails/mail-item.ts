import type { BadgeTone } from '@/components/ui/badge'
import type { AlertKind } from '@/lib/core/alerts/alert'
import type { DocumentTemplate } from '@/lib/core/mail/document-mail'
import type { MailKind, MailState } from '@/lib/core/mail/kept-mail'

/** An e-mail to an address, and what became of it. Instants are ISO-8601. */
export type MailItem = {
  readonly mailId: string
  readonly org: { readonly org: string; readonly name: string }
  readonly kind: MailKind
  readonly template: string
  readonly language: string
  /** Empty if there was nobody to write to. */
  readonly to: string
  readonly subject: string
  readonly attachments: readonly string[]
  readonly createdAt: string
  readonly state: MailState
  readonly attempts: number
  readonly triedAt: string | null
  /** What the server said last, or why nothing was sent. */
  readonly answer: string
  readonly sentAt: string | null
}

export const stateWords: Readonly<Record<MailState, { readonly words: string; readonly tone: BadgeTone }>> = {
  waiting: { words: 'Waiting', tone: 'neutral' },
  sent: { words: 'Sent', tone: 'good' },
  refused: { words: 'Refused', tone: 'bad' },
  given_up: { words: 'Not sent', tone: 'bad' },
  no_server: { words: 'No mail server', tone: 'warn' },
}

export const kindWords: Readonly<Record<MailKind, string>> = {
  alert_mail: 'Alerts',
  invoice_mail: 'Invoices',
  payment_mail: 'Payments',
  reminder_mail: 'Reminders',
}

export type MailTemplate = AlertKind | DocumentTemplate

/** Every template by the name that administrators read, in the order in which they are chosen from. */
export const templateWords: Readonly<Record<MailTemplate, string>> = {
  invoice_issued: 'Invoice',
  payment_received: 'Payment received',
  reminder_1: 'First reminder',
  reminder_2: 'Second reminder',
  reminder_3: 'Final notice',
  invitation: 'Invitation',
  spend: 'Alert: usage reached an amount',
  credit: 'Alert: little credit is left',
  credit_expiring: 'Alert: credit expires soon',
  stopped: 'Alert: work is stopped',
  goes_on: 'Alert: work can start again',
  quota: 'Alert: the weekly quota is being used up',
  recharge: 'Alert: auto-recharge is off',
  invoice_charge: 'Alert: the card was not charged',
  owed: 'Alert: a subscription could not be charged',
  returned: 'Alert: money went back or is disputed',
  renewal_ahead: 'Alert: a subscription renews soon',
}

export const isTemplate = (text: string): text is MailTemplate => Object.hasOwn(templateWords, text)

/** What a template is called; one of another version by its key. */
export const templateName = (template: string): string => (isTemplate(template) ? templateWords[template] : template)
