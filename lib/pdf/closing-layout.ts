import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { untaxedOf } from '@/lib/core/invoices/untaxed'
import { parseDecimal } from '@/lib/core/money/decimal'
import { formatMoney, groupDigits } from '@/lib/core/money/format'
import { breakLines } from './break-lines'
import { mm, sheet } from './sheet'
import type { Typeface } from './typeface'
import { dayInWords } from './words/dates'
import type { Words } from './words/words'

export const closingSizes = { gap: 16, row: 15, total: 22, textGap: 14, line: 13, text: 9 } as const

/** The tax summary has the left half of the block, the totals most of the right. */
export const taxWidth = sheet.content * 0.5
export const totalsWidth = sheet.content * 0.42

/** Right edges of the tax summary's columns from its left, in points; the rate stands left of the first. */
export type TaxColumns = { readonly fontSize: number; readonly base: number; readonly tax: number }

/** The block after the table, kept whole: tax summary beside the totals, then what the law and the terms want said. */
export type Closing = {
  readonly taxHeader: readonly [rate: string, base: string, tax: string]
  readonly taxes: readonly (readonly [rate: string, base: string, tax: string])[]
  readonly taxColumns: TaxColumns
  readonly totals: readonly (readonly [label: string, amount: string])[]
  readonly total: readonly [label: string, amount: string]
  readonly sentences: readonly string[]
  readonly figuresHeight: number
  readonly height: number
}

export const layOutClosing = (snapshot: InvoiceSnapshot, words: Words, typeface: Typeface): Closing => {
  const taxes = snapshot.taxes.map(
    ({ rate, base, tax }) => [`${groupDigits(rate, 2)} %`, groupDigits(base, 2), groupDigits(tax, 2)] as const,
  )
  const totals = [
    [words.net, groupDigits(snapshot.net, 2)],
    [words.vat, groupDigits(snapshot.tax, 2)],
  ] as const
  const measure = typeface.measure(closingSizes.text, 400)
  const sentences = sentencesOf(snapshot, words).flatMap((sentence) => breakLines(sentence, sheet.content, measure))
  const figuresHeight = Math.max(
    (taxes.length + 1) * closingSizes.row,
    totals.length * closingSizes.row + closingSizes.total,
  )
  const taxHeader = [words.vatRate, words.vatBase, words.vat] as const
  return {
    taxHeader,
    taxes,
    taxColumns: placeTaxColumns([taxHeader, ...taxes], typeface),
    totals,
    total: [words.total, formatMoney(snapshot.total, snapshot.currency)],
    sentences,
    figuresHeight,
    height: closingSizes.gap + figuresHeight + closingSizes.textGap + sentences.length * closingSizes.line,
  }
}

/** Places the columns by their widest content; amounts too long for the half page make the summary's type smaller. */
const placeTaxColumns = (rows: readonly (readonly [string, string, string])[], typeface: Typeface): TaxColumns => {
  for (let fontSize = 8.5; ; fontSize -= 0.5) {
    const measure = typeface.measure(fontSize, 400)
    const widest = (column: 0 | 1 | 2): number => Math.max(...rows.map((row) => measure(row[column])))
    const base = widest(0) + 14 + Math.max(widest(1), 66)
    const tax = base + 14 + Math.max(widest(2), 50)
    if (tax <= taxWidth || fontSize <= 5) return { fontSize, base, tax }
  }
}

const sentencesOf = (snapshot: InvoiceSnapshot, words: Words): string[] => {
  const law = untaxedOf(snapshot).map((treatment) =>
    treatment === 'exempt' && snapshot.exemption ? words.exemptUnder(snapshot.exemption) : words.treatment[treatment],
  )
  return [...law, ...termsOf(snapshot, words)]
}

const termsOf = (snapshot: InvoiceSnapshot, words: Words): string[] => {
  const { seller, termsDays, payBy } = snapshot
  const dueOn = dayInWords(snapshot.dueOn, words)
  const isOwed = (parseDecimal(snapshot.total, 2) ?? 1n) > 0n
  if (!isOwed) return [words.terms.settled]
  if (payBy === 'card') return [words.terms.card(dueOn)]
  const when = termsDays === 0 ? words.terms.immediately : words.terms.transfer(termsDays, dueOn)
  return seller.iban === '' ? [when] : [when, words.terms.payTo(inGroups(seller.iban))]
}

/** An IBAN as people read it: in groups of four. */
export const inGroups = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1\u00a0')

/**
 * Height kept unprinted at the foot of the last page. Invoices of the first kind kept room for a payment part that was
 * never printed, and are printed as they were.
 */
export const reservedFoot = ({ schema, payBy, currency }: InvoiceSnapshot): number =>
  schema === 'kontor.invoice/1' && payBy === 'invoice' && (currency === 'CHF' || currency === 'EUR')
    ? sheet.paymentPart + 3 * mm
    : sheet.bottom
