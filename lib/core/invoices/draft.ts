import { minorPlaces, sum } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import type { DraftLine } from '@/lib/core/pricing/draft-line'
import { summarise } from '@/lib/core/pricing/vat'
import { type Refused, refuse } from '@/lib/core/refusal'
import { addDays, type Day, monthSpan } from '@/lib/core/time/day'
import { canonicalJson } from './canonical'
import { partWords } from './party-words'
import type { InvoiceSnapshot, Party } from './snapshot'

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
  | 'seller'
  | 'buyer'
  | 'inputs'
>

/** What one card payment can be at Stripe, in minor units: below and above, an invoice is paid by transfer. */
const leastByCard = 50n
const mostByCard = 99_999_999n

/** The largest amount that is stored, in minor units. */
const mostAmount = 10n ** 20n - 1n

const cardTakes = (total: bigint): boolean => total >= leastByCard && total <= mostByCard

const needed = ['name', 'street', 'postalCode', 'town', 'country'] as const

const missingParts = (party: Party): (keyof typeof partWords)[] => needed.filter((part) => party[part].trim() === '')

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

const text = (amount: bigint): string => formatDecimal(amount, minorPlaces)

/**
 * Puts lines onto an invoice (I1, I6): the snapshot that issuing freezes and previewing shows.
 * @returns a refusal where seller or buyer can't be printed as the law wants, reverse charge lacks a VAT number, or
 * there is nothing to charge, or more than can be stored.
 */
export const draftInvoice = (
  lines: readonly DraftLine[],
  terms: DraftTerms,
): InvoiceSnapshot | Refused<'address_missing' | 'seller_missing' | 'nothing_to_invoice' | 'amount_too_large'> => {
  const seller = missingParts(terms.seller)
  if (seller.length > 0) {
    return refuse('seller_missing', `The seller lacks ${partsText(seller)}.`, { missing: seller.join(',') })
  }
  const buyer = missingParts(terms.buyer)
  if (terms.treatment === 'reverse_charge' && terms.buyer.vatNumber === '') buyer.push('vatNumber')
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
  if (total <= 0n) {
    return refuse('nothing_to_invoice', `${terms.org} has nothing to pay for ${terms.month}.`, { month: terms.month })
  }
  return {
    schema: 'kontor.invoice/1',
    ...terms,
    payBy: cardTakes(total) ? terms.payBy : 'invoice',
    period: monthSpan(terms.month),
    dueOn: addDays(terms.issuedOn, terms.termsDays),
    lines: lines.map((line, index) => ({ ...line, position: index + 1, amount: text(line.amount) })),
    taxes: taxes.map((row) => ({ rate: row.rate, base: text(row.base), tax: text(row.tax) })),
    net: text(net),
    tax: text(tax),
    total: text(total),
  }
}

/** The bytes that are stored, hashed and recomputed. */
export const snapshotText = (snapshot: InvoiceSnapshot): string => canonicalJson(snapshot)

/** A month may be invoiced when its last day is over in the billing zone. */
export const isClosed = (month: string, today: Day): boolean => monthSpan(month).end <= today
