import type { ReminderSnapshot } from '@/lib/core/dunning/reminder-snapshot'
import { parseDecimal } from '@/lib/core/money/decimal'
import { formatMoney, groupDigits } from '@/lib/core/money/format'
import { breakLines } from '@/lib/pdf/break-lines'
import { inGroups } from '@/lib/pdf/closing-layout'
import { type Head, layOutLetterhead } from '@/lib/pdf/head-layout'
import type { PageTexts } from '@/lib/pdf/read-text'
import { sheet } from '@/lib/pdf/sheet'
import type { Typeface } from '@/lib/pdf/typeface'
import { dayInWords } from '@/lib/pdf/words/dates'
import type { Words } from '@/lib/pdf/words/words'
import { wordsOf } from '@/lib/pdf/words/words-of'

export const bodySizes = { text: 10, line: 15, row: 20, rowText: 10, total: 26, gap: 16, amounts: 120 } as const

/** A reminder on one page, all text broken into lines. */
export type ReminderLayout = {
  readonly snapshot: ReminderSnapshot
  readonly words: Words
  readonly author: string
  readonly title: string
  readonly head: Head
  readonly intro: readonly string[]
  readonly rows: readonly (readonly [label: readonly string[], amount: string])[]
  readonly due: readonly [label: string, amount: string]
  readonly closing: readonly string[]
}

/** Decides every line break of a reminder from what it says alone. */
export const layOutReminder = (snapshot: ReminderSnapshot, typeface: Typeface): ReminderLayout => {
  const words = wordsOf(snapshot.language)
  const { level, number, currency } = snapshot
  const said = words.reminder
  const [due, until] = [dayInWords(snapshot.dueOn, words), dayInWords(snapshot.payUntil, words)]
  const wrap = (text: string, width: number = sheet.content): string[] =>
    breakLines(typeface.clean(text), width, typeface.measure(bodySizes.text, 400))
  const title = said.title[level - 1] ?? said.title[0]
  const facts = [
    [said.date, dayInWords(snapshot.sentOn, words)],
    [said.invoice, number],
    [words.invoiceDate, dayInWords(snapshot.issuedOn, words)],
    [words.dueDate, due],
    [words.customerNumber, snapshot.org],
    [words.currency, currency],
  ] as const
  const rows: (readonly [string, string])[] = [
    [said.invoiceOf(number, dayInWords(snapshot.issuedOn, words)), groupDigits(snapshot.total, 2)],
    ...(isZero(snapshot.paid) ? [] : [[said.paid, `−${groupDigits(snapshot.paid, 2)}`] as const]),
    ...snapshot.fees.map((fee) => [said.fee(fee.level), groupDigits(fee.amount, 2)] as const),
  ]
  const write = said.text[level - 1] ?? said.text[0]
  return {
    snapshot,
    words,
    author: typeface.clean(snapshot.seller.name),
    title: typeface.clean(`${title} · ${said.invoice} ${number}`),
    head: layOutLetterhead({ ...snapshot, facts, title }, words, typeface),
    intro: wrap(write(number, due, until)),
    rows: rows.map(([label, amount]) => [wrap(label, sheet.content - bodySizes.amounts), amount]),
    due: [said.due, formatMoney(snapshot.due, currency)],
    closing: [...(snapshot.fees.length > 0 ? wrap(said.feeTax) : []), ...wrap(howToPay(snapshot, words, until))],
  }
}

const isZero = (amount: string): boolean => (parseDecimal(amount, 2) ?? 0n) === 0n

const howToPay = ({ payBy, seller }: ReminderSnapshot, { reminder }: Words, until: string): string => {
  if (payBy === 'card') return reminder.card(until)
  return seller.iban === '' ? reminder.until(until) : reminder.transfer(until, inGroups(seller.iban))
}

/** Every text of a laid-out reminder, in the order in which it is drawn. */
export const reminderTexts = ({ head, intro, rows, due, closing }: ReminderLayout): PageTexts => [
  [
    ...head.seller.name,
    ...head.seller.lines,
    ...head.buyer,
    ...head.facts.flatMap(({ label, lines }) => [label, ...lines]),
    ...head.title,
    ...intro,
    ...rows.flatMap(([label, amount]) => [...label, amount]),
    ...due,
    ...closing,
  ],
]
