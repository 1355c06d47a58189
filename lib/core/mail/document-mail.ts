import type { ReminderLevel } from '@/lib/core/dunning/reminders'
import type { Day, Month } from '@/lib/core/time/day'

/**
 * How an invoice is paid: the saved card is charged automatically, by card on the invoice's page, by a transfer to the account
 * that the PDF names, or, if it names none, by a day.
 */
export type WayToPay = 'card_charged' | 'card' | 'transfer' | 'by_day'

/** Which of an org's invoices it is about. */
type Numbered = { readonly invoice: string; readonly number: string; readonly currency: string }

export type ReminderSays = Numbered & {
  /** What is open of the invoice, without fees. */
  readonly open: string
  /** Fees of this reminder and of those before it; empty where there are none. */
  readonly fees: string
  /** The sum of both. */
  readonly total: string
  readonly dueOn: Day
  readonly daysOverdue: number
}

/** What each kind of e-mail about a document says, and an invitation: amounts are decimal text, instants ISO-8601. */
export type DocumentSays = {
  readonly invoice_issued: Numbered & {
    readonly month: Month
    readonly total: string
    readonly dueOn: Day
    readonly way: WayToPay
  }
  readonly payment_received: Numbered & {
    readonly amount: string
    readonly receivedOn: Day
    readonly via: 'card' | 'bank' | 'surplus'
    /** What is still open of the invoice; empty once it is paid. */
    readonly open: string
  }
  readonly reminder_1: ReminderSays
  readonly reminder_2: ReminderSays
  readonly reminder_3: ReminderSays
  readonly invitation: {
    readonly organization: string
    readonly inviter: string
    readonly role: 'owner' | 'billing' | 'member'
    /** The whole address; it works once. */
    readonly link: string
    readonly holdsUntil: string
  }
}

export type DocumentTemplate = keyof DocumentSays

export type DocumentMail = {
  readonly [Template in DocumentTemplate]: { readonly template: Template; readonly says: DocumentSays[Template] }
}[DocumentTemplate]

export const documentTemplates = [
  'invoice_issued',
  'payment_received',
  'reminder_1',
  'reminder_2',
  'reminder_3',
  'invitation',
] as const satisfies readonly DocumentTemplate[]

export const reminderTemplates = { 1: 'reminder_1', 2: 'reminder_2', 3: 'reminder_3' } as const satisfies Record<
  ReminderLevel,
  string
>

/** The invoice and the level that the reference of a reminder names: `inv_…:2`; null where it names none. */
export const readReminder = (reference: string): { readonly invoice: string; readonly level: ReminderLevel } | null => {
  const match = /^(.+):([123])$/.exec(reference)
  const [, invoice = '', level = ''] = match ?? []
  return match ? { invoice, level: Number(level) as ReminderLevel } : null
}
