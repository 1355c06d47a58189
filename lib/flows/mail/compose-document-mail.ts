import { findInvoice, type IssuedInvoice } from '@/db/queries/invoices'
import { findPaymentFact, findReminderFact, isCharged } from '@/db/queries/mail-facts'
import type { Ctx } from '@/lib/context'
import type { ReminderLevel } from '@/lib/core/dunning/reminders'
import { balanceOf } from '@/lib/core/invoices/balance'
import { type DocumentMail, readReminder, reminderTemplates } from '@/lib/core/mail/document-mail'
import type { DocumentMailKind } from '@/lib/core/mail/kept-mail'
import { wayToPay } from '@/lib/core/mail/way-to-pay'
import { type Minor, minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { countDays } from '@/lib/core/time/day'

/** What an e-mail is about, of what is recorded; `carries` says whether the invoice's PDF is attached. */
export type DocumentFacts = {
  readonly mail: DocumentMail
  readonly invoice: IssuedInvoice
  readonly carries: boolean
  /** The reminder whose PDF is attached as well. */
  readonly reminder?: ReminderLevel
}

/** Why nothing is to be sent any more. */
export type NotNeeded = { readonly why: string }

type Asked = { readonly org: string; readonly reference: string; readonly zone: string }

const text = (amount: Minor): string => formatDecimal(amount, minorPlaces)

const invoiceOf = async ({ db }: Ctx, org: string, invoiceId: string): Promise<IssuedInvoice> => {
  const invoice = await findInvoice(db, org, invoiceId)
  if (!invoice) throw new Error(`there is no invoice ${invoiceId} of ${org}`)
  return invoice
}

const openOf = ({ total, paidAmount }: IssuedInvoice): Minor => balanceOf(total, paidAmount).open

const aboutInvoice = async (ctx: Ctx, { org, reference }: Asked): Promise<DocumentFacts> => {
  const [invoice, charged] = await Promise.all([invoiceOf(ctx, org, reference), isCharged(ctx.db, org, reference)])
  const { number, snapshot } = invoice
  const { month, total, currency, dueOn } = snapshot
  const says = { invoice: reference, number, month, total, currency, dueOn, way: wayToPay(snapshot, charged) }
  return { mail: { template: 'invoice_issued', says }, invoice, carries: true }
}

const aboutPayment = async (ctx: Ctx, { org, reference }: Asked): Promise<DocumentFacts | NotNeeded> => {
  const payment = await findPaymentFact(ctx.db, org, reference)
  if (!payment) throw new Error(`there is no payment ${reference} of ${org}`)
  if (payment.reversed) return { why: 'The payment was recorded by mistake.' }
  const invoice = await invoiceOf(ctx, org, payment.invoice)
  const open = openOf(invoice)
  const { amount, currency, receivedOn, via } = payment
  const says = {
    invoice: payment.invoice,
    number: invoice.number,
    amount: text(amount),
    currency,
    receivedOn,
    via,
    open: open > 0n ? text(open) : '',
  }
  return { mail: { template: 'payment_received', says }, invoice, carries: false }
}

const aboutReminder = async (ctx: Ctx, { org, reference }: Asked): Promise<DocumentFacts | NotNeeded> => {
  const named = readReminder(reference)
  if (named === null) throw new Error(`${reference} names no reminder`)
  const [invoice, reminder] = await Promise.all([
    invoiceOf(ctx, org, named.invoice),
    findReminderFact(ctx.db, org, named.invoice, named.level),
  ])
  if (!reminder) throw new Error(`there is no reminder ${reference} of ${org}`)
  if (openOf(invoice) <= 0n) return { why: 'The invoice was paid meanwhile.' }
  const { number, currency, dueOn, open, due: total, sentOn } = reminder
  const fees = reminder.fees.reduce((sum, { amount }) => sum + (parseDecimal(amount, minorPlaces) ?? 0n), 0n)
  const says = {
    invoice: named.invoice,
    number,
    currency,
    open,
    fees: fees > 0n ? text(minor(fees)) : '',
    total,
    dueOn,
    daysOverdue: countDays({ start: dueOn, end: sentOn }),
  }
  const { level } = named
  return { mail: { template: reminderTemplates[level], says }, invoice, carries: true, reminder: level }
}

const facts = {
  invoice_mail: aboutInvoice,
  payment_mail: aboutPayment,
  reminder_mail: aboutReminder,
} as const satisfies Readonly<Record<DocumentMailKind, (ctx: Ctx, asked: Asked) => Promise<DocumentFacts | NotNeeded>>>

/** What an e-mail says, from what is recorded of its reference, or why it is not needed any more. */
export const loadDocumentFacts = (ctx: Ctx, kind: DocumentMailKind, asked: Asked): Promise<DocumentFacts | NotNeeded> =>
  facts[kind](ctx, asked)
