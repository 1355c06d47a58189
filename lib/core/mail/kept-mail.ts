/** What an e-mail is queued for. The reference is the key of an alert, the id of an invoice or of a payment, or `invoice:level`. */
export const mailKinds = ['alert_mail', 'invoice_mail', 'payment_mail', 'reminder_mail'] as const
export type MailKind = (typeof mailKinds)[number]

/** The kinds that carry or concern a document. */
export const documentMailKinds = [
  'invoice_mail',
  'payment_mail',
  'reminder_mail',
] as const satisfies readonly MailKind[]
export type DocumentMailKind = (typeof documentMailKinds)[number]

/**
 * How far an e-mail has come: it is still to be sent, the server took it, refused it for good, it was not sent in time or
 * not needed any more, or there is no server.
 */
export const mailStates = ['waiting', 'sent', 'refused', 'given_up', 'no_server'] as const
export type MailState = (typeof mailStates)[number]

/** An e-mail as it is written down when it is composed: what the customer sees. */
export type WrittenMail = {
  readonly to: string
  readonly replyTo: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments: readonly string[]
}

/** Where nobody could be written to: an address that is none. */
export const nobody = ''
