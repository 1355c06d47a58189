import type { InvoiceSnapshot, Party } from '@/lib/core/invoices/snapshot'
import { breakLines } from './break-lines'
import { mm, sheet } from './sheet'
import type { Typeface } from './typeface'
import { dayInWords, spanInWords } from './words/dates'
import type { Words } from './words/words'

/** Type sizes and line heights of the head, in points. */
export const headSizes = {
  seller: 13,
  sellerLine: 17,
  text: 9,
  line: 12,
  buyer: 10,
  buyerLine: 13,
  fact: 9,
  factLine: 14,
  title: 19,
  titleLine: 25,
} as const

/** A label and its value, the value broken into lines. */
export type Fact = { readonly label: string; readonly lines: readonly string[] }

/** The head of the first page, all text broken into lines; tops and heights in points. */
export type Head = {
  readonly seller: { readonly name: readonly string[]; readonly lines: readonly string[] }
  readonly buyer: readonly string[]
  readonly facts: readonly Fact[]
  /** Facts and buyer's address start at one height: that of the envelope's window. */
  readonly factsTop: number
  readonly labelWidth: number
  readonly valueWidth: number
  readonly title: readonly string[]
  readonly titleTop: number
  /** Where the table may start. */
  readonly end: number
}

/** What stands at the head of a letter. */
export type Letterhead = {
  readonly seller: Party
  readonly buyer: Party
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly title: string
}

/** The head of an invoice. */
export const layOutHead = (snapshot: InvoiceSnapshot, number: string, words: Words, typeface: Typeface): Head =>
  layOutLetterhead({ ...snapshot, facts: factTexts(snapshot, words), title: words.title(number) }, words, typeface)

/** Arranges letterhead, address, facts and title. Long names take more lines and push the title down. */
export const layOutLetterhead = (letter: Letterhead, words: Words, typeface: Typeface): Head => {
  const { clean, measure } = typeface
  const wrap = (text: string, width: number, size: number, weight: 400 | 600 = 400): string[] =>
    breakLines(clean(text), width, measure(size, weight))
  const seller = {
    name: wrap(letter.seller.name, 110 * mm, headSizes.seller, 600),
    lines: sellerLines(letter.seller, words).flatMap((line) => wrap(line, 110 * mm, headSizes.text)),
  }
  const buyer = buyerLines(letter, words).flatMap((line) => wrap(line, sheet.address.width, headSizes.buyer))
  const sellerEnd = sheet.top + seller.name.length * headSizes.sellerLine + seller.lines.length * headSizes.line + 10
  const factsTop = Math.max(sheet.address.top, sellerEnd)
  const texts = letter.facts.filter(([, value]) => value !== '')
  const labelWidth = Math.max(...texts.map(([label]) => measure(headSizes.fact, 400)(label))) + 12
  const valueWidth = sheet.address.left - sheet.margin - labelWidth - 14
  const facts = texts.map(([label, value]) => ({ label, lines: wrap(value, valueWidth, headSizes.fact) }))
  const factsEnd = factsTop + facts.reduce((sum, fact) => sum + fact.lines.length * headSizes.factLine, 0)
  const buyerEnd = factsTop + buyer.length * headSizes.buyerLine
  const titleTop = Math.max(sheet.title, factsEnd + 8 * mm, buyerEnd + 8 * mm)
  const title = wrap(letter.title, sheet.content, headSizes.title, 600)
  const end = titleTop + title.length * headSizes.titleLine + 4 * mm
  return { seller, buyer, facts, factsTop, labelWidth, valueWidth, title, titleTop, end }
}

const sellerLines = (seller: Party, words: Words): string[] =>
  [
    streetOf(seller),
    [placeOf(seller), countryOf(seller.country, words)].filter(Boolean).join(', '),
    seller.email,
    seller.vatNumber && `${words.vatNumber} ${seller.vatNumber}`,
  ].filter(Boolean)

/** The country is named on letters that leave the seller's own. */
const buyerLines = ({ buyer, seller }: Pick<Letterhead, 'buyer' | 'seller'>, words: Words): string[] =>
  [
    buyer.name,
    streetOf(buyer),
    placeOf(buyer),
    buyer.country === seller.country ? '' : countryOf(buyer.country, words),
  ].filter(Boolean)

const streetOf = (party: Party): string => `${party.street} ${party.buildingNumber}`.trim()
const placeOf = (party: Party): string => `${party.postalCode} ${party.town}`.trim()

const countryOf = (country: string, words: Words): string => {
  if (!/^[A-Z]{2}$/.test(country)) return country
  return new Intl.DisplayNames([words.locale], { type: 'region' }).of(country) ?? country
}

const factTexts = (snapshot: InvoiceSnapshot, words: Words): [label: string, value: string][] => [
  [words.invoiceDate, dayInWords(snapshot.issuedOn, words)],
  [words.dueDate, dayInWords(snapshot.dueOn, words)],
  [words.supplyPeriod, spanInWords(snapshot.period, words)],
  [words.customerNumber, snapshot.org],
  [words.buyerVatNumber, snapshot.buyer.vatNumber],
  [words.currency, snapshot.currency],
]
