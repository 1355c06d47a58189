import { minorPlaces, sum } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import type { DraftLine } from '@/lib/core/pricing/draft-line'
import { summarise } from '@/lib/core/pricing/vat'
import { type Refused, refuse } from '@/lib/core/refusal'
import { addDays, type Day, monthSpan } from '@/lib/core/time/day'
import { canonicalJson } from './canonical'
import { type CarriedOver, carriedOver, carriedWords, isTenantCorrection, isUsageCorrection } from './carried-over'
import { partWords } from './party-words'
import type { InvoiceSnapshot, Party, SnapshotLine } from './snapshot'

/** What an invoice says besides its lines. */
export type DraftTerms = Pick<
  InvoiceSnapshot,
  | 'org'
  | 'month'
  | 'zone'
  | 'issuedOn'
  | 'termsDays'
  | 'currency'
  | 'language'
  | 'payBy'
  | 'treatment'
  | 'exemption'
  | 'seller'
  | 'buyer'
  | 'inputs'
  | 'words'
> &
  Partial<Pick<InvoiceSnapshot, 'schema'>>

/** What one card payment can be at Stripe, in minor units: below and above, an invoice is paid by transfer. */
const leastByCard = 50n
const mostByCard = 99_999_999n

/** The largest amount that is stored, in minor units. */
const mostAmount = 10n ** 20n - 1n

const cardTakes = (total: bigint): boolean => total >= leastByCard && total <= mostByCard

const needed = ['name', 'street', 'postalCode', 'town', 'country'] as const

type Address = Pick<Party, (typeof needed)[number]>

const missingParts = (party: Address): (keyof typeof partWords)[] => needed.filter((part) => party[part].trim() === '')

/** Whether an address has all that the law wants on an invoice. */
export const isComplete = (party: Address): boolean => missingParts(party).length === 0

/** `the street, the postal code and the town`. */
const partsText = (parts: readonly (keyof typeof partWords)[]): string => {
  const words: readonly string[] = parts.map((part) => partWords[part])
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** Sums, tax and totals over the lines; every figure is the sum of what is printed. */
export const invoiceTotals = (lines: readonly DraftLine[]) => {
  const taxes = summarise(lines)
  const net = sum(lines.map((line) => line.amount))
  const tax = sum(taxes.map((row) => row.tax))
  return { taxes, net, tax, total: net + tax }
}

/**
 * Whether lines make an invoice: something is to pay, or an open credit was taken off to the last cent. Lines that other
 * sources paid whole make none.
 */
export const isInvoiced = (lines: readonly DraftLine[]): boolean => {
  const { total } = invoiceTotals(lines)
  // Late usage that credit had paid comes off and comes on again: nothing of that is an open credit.
  const credited =
    sum(lines.filter(isUsageCorrection).map(({ amount }) => amount)) < 0n ||
    lines.some((line) => isTenantCorrection(line) && line.amount < 0n)
  return total > 0n || (total === 0n && credited)
}

const text = (amount: bigint): string => formatDecimal(amount, minorPlaces)

/**
 * Puts lines onto an invoice (I1, I6): the snapshot that issuing freezes and previewing shows.
 * @param tenants every correction of tenants that is on no invoice yet; the lines hold what of them comes onto this one.
 * @returns a refusal where seller or buyer can't be printed as the law wants, reverse charge lacks a VAT number, or
 * there is nothing to charge, or more than can be stored.
 */
export const draftInvoice = (
  lines: readonly DraftLine[],
  terms: DraftTerms,
  tenants: readonly DraftLine[] = [],
): InvoiceSnapshot | Refused<'address_missing' | 'seller_missing' | 'nothing_to_invoice' | 'amount_too_large'> => {
  const seller = missingParts(terms.seller)
  if (seller.length > 0) {
    return refuse('seller_missing', `The seller lacks ${partsText(seller)}.`, { missing: seller.join(',') })
  }
  const buyer = missingParts(terms.buyer)
  const reversed = lines.some(({ treatment }) => treatment === 'reverse_charge')
  if (reversed && terms.buyer.vatNumber === '') buyer.push('vatNumber')
  if (buyer.length > 0) {
    return refuse('address_missing', `The billing address of ${terms.org} lacks ${partsText(buyer)}.`, {
      missing: buyer.join(','),
    })
  }
  const { taxes, net, tax, total } = invoiceTotals(lines)
  const amounts = [
    ...lines.map(({ amount }) => amount),
    ...taxes.flatMap((row) => [row.base, row.tax]),
    net,
    tax,
    total,
  ]
  if (amounts.some((amount) => amount > mostAmount || amount < -mostAmount)) {
    const most = text(mostAmount)
    const sentence = `The invoice of ${terms.org} for ${terms.month} comes to more than an invoice can hold, ${most}.`
    return refuse('amount_too_large', `${sentence} Look for a price or a quantity that is wrong.`, { most })
  }
  if (!isInvoiced(lines)) {
    return nothingToInvoice(terms, carriedOver(lines, tenants))
  }
  return {
    schema: 'kontor.invoice/1',
    ...terms,
    payBy: cardTakes(total) ? terms.payBy : 'invoice',
    period: monthSpan(terms.month),
    dueOn: addDays(terms.issuedOn, terms.termsDays),
    lines: lines.map((line, index) => lineOf(line, index + 1, terms)),
    taxes: taxes.map((row) => ({
      rate: row.rate,
      base: text(row.base),
      tax: text(row.tax),
      ...(row.treatment === terms.treatment ? {} : { treatment: row.treatment }),
    })),
    net: text(net),
    tax: text(tax),
    total: text(total),
  }
}

const nothingToInvoice = (
  { org, month, currency }: DraftTerms,
  carried: CarriedOver | null,
): Refused<'nothing_to_invoice'> => {
  const sentence = `${org} has nothing to pay for ${month}.`
  if (carried === null) return refuse('nothing_to_invoice', sentence, { month })
  return refuse('nothing_to_invoice', `${sentence} ${carriedWords(carried, currency)}`, {
    month,
    credit: text(carried.credit),
    charges: text(carried.charges),
    currency,
  })
}

/** A line says how it was taxed, and by which book it was priced, where that is not what the document says. */
const lineOf = (
  { treatment, book, explain, ...line }: DraftLine,
  position: number,
  { treatment: usual, inputs }: DraftTerms,
): SnapshotLine => ({
  ...line,
  position,
  amount: text(line.amount),
  ...(treatment === usual ? {} : { treatment }),
  explain: book === '' || book === inputs.priceBook ? explain : { ...explain, priceBook: book },
})

/** The bytes that are stored, hashed and recomputed. */
export const snapshotText = (snapshot: InvoiceSnapshot): string => canonicalJson(snapshot)

/** A month may be invoiced when its last day is over in the billing zone. */
export const isClosed = (month: string, today: Day): boolean => monthSpan(month).end <= today
