import type { Currency, InvoiceSnapshot, Language, Party, Seller } from '@/lib/core/invoices/snapshot'
import { type Minor, minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { addDays, type Day } from '@/lib/core/time/day'
import { type ReminderFees, type ReminderLevel, reminderLevels } from './reminders'

/** What a reminder says, frozen when it is sent: its document is rendered from this alone. Amounts are decimal text. */
export type ReminderSnapshot = {
  readonly schema: 'kontor.reminder/1'
  readonly level: ReminderLevel
  readonly sentOn: Day
  /** By when it asks to be paid. */
  readonly payUntil: Day
  readonly org: string
  readonly language: Language
  readonly seller: Seller
  readonly buyer: Party
  readonly payBy: 'card' | 'invoice'
  readonly currency: Currency
  /** The invoice that it reminds of. */
  readonly number: string
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly total: string
  /** What was paid of it so far. */
  readonly paid: string
  readonly open: string
  /** What this and earlier reminders cost; levels without a fee are not listed. No VAT is owed on them. */
  readonly fees: readonly { readonly level: ReminderLevel; readonly amount: string }[]
  /** What is open, and the fees. */
  readonly due: string
}

/** How long a reminder gives the customer. */
const daysToPay = 10

const text = (amount: Minor): string => formatDecimal(amount, minorPlaces)

/** The fee of a level in a currency; zero where none is charged. */
export const feeOf = (fees: ReminderFees, currency: Currency, level: ReminderLevel): Minor =>
  minor(parseDecimal(fees[currency]?.[level - 1] ?? '0', minorPlaces) ?? 0n)

export type Reminded = {
  readonly invoice: Pick<
    InvoiceSnapshot,
    'org' | 'language' | 'seller' | 'buyer' | 'payBy' | 'currency' | 'issuedOn' | 'dueOn' | 'total'
  >
  readonly number: string
  readonly open: Minor
  /** Fees of the levels that were sent before. */
  readonly charged: readonly { readonly level: ReminderLevel; readonly fee: Minor }[]
}

/** What a reminder of an invoice says on a day, at what this level costs. */
export const draftReminder = (
  { invoice, number, open, charged }: Reminded,
  { level, fee, today }: { readonly level: ReminderLevel; readonly fee: Minor; readonly today: Day },
): ReminderSnapshot => {
  const { org, language, seller, buyer, payBy, currency, issuedOn, dueOn, total } = invoice
  const all = [...charged, { level, fee }]
  const fees = reminderLevels.flatMap((each) => all.filter((one) => one.level === each && one.fee > 0n))
  const due = fees.reduce((sum, each) => sum + each.fee, open as bigint)
  return {
    schema: 'kontor.reminder/1',
    level,
    sentOn: today,
    payUntil: addDays(today, daysToPay),
    org,
    language,
    seller,
    buyer,
    payBy,
    currency,
    number,
    issuedOn,
    dueOn,
    total,
    paid: text(minor((parseDecimal(total, minorPlaces) ?? 0n) - open)),
    open: text(open),
    fees: fees.map((each) => ({ level: each.level, amount: text(each.fee) })),
    due: text(minor(due)),
  }
}
