import { type Refused, refuse } from '@/lib/core/refusal'
import { lettersInWords, unprintableLetters } from '@/lib/core/text/printable'
import { partWords } from './party-words'
import { shownLine } from './shown-line'
import type { InvoiceSnapshot, Party } from './snapshot'

/** Of a buyer the e-mail address is not printed. */
const buyerParts = ['name', 'street', 'buildingNumber', 'postalCode', 'town', 'vatNumber'] as const
const sellerParts = [...buyerParts, 'email'] as const

/** Refuses one text that a document would print, `what` it is in a sentence, where it has letters that none can show. */
export const refuseUnprintableText = (what: string, field: string, text: string): Refused<'not_printable'> | null => {
  const letters = unprintableLetters(text)
  if (letters.length === 0) return null
  const named = lettersInWords(letters)
  const sentence = `Documents cannot show these characters of ${what}: ${named}. Write it in Latin, Greek or Cyrillic letters.`
  return refuse('not_printable', sentence, { field, letters: named })
}

const refuseParty = (party: Party, parts: readonly (keyof Party)[], whose: string): Refused<'not_printable'> | null => {
  for (const part of parts) {
    const refused = refuseUnprintableText(`${partWords[part]}${whose}`, part, party[part])
    if (refused) return refused
  }
  return null
}

/** Refuses a buyer of whom a document would print boxes instead of letters. */
export const refuseUnprintableBuyer = (buyer: Party, whose = ''): Refused<'not_printable'> | null =>
  refuseParty(buyer, buyerParts, whose)

/** The same of the seller. */
export const refuseUnprintableSeller = (seller: Party, whose = ''): Refused<'not_printable'> | null =>
  refuseParty(seller, sellerParts, whose)

/** Refuses an invoice with letters that its document could not show: of the seller, the buyer, or what a line is for. */
export const refuseUnprintable = (invoice: InvoiceSnapshot): Refused<'not_printable'> | null => {
  const { seller, buyer, org, exemption = '', lines, language } = invoice
  const party = refuseUnprintableSeller(seller, ' of the seller') ?? refuseUnprintableBuyer(buyer, ` of ${org}`)
  const article = party ?? refuseUnprintableText('the article of the exemption', 'exemption', exemption)
  if (article) return article
  for (const line of lines) {
    const { position, subject, detail, explain } = line
    const { name, unit } = shownLine(invoice, line, language)
    const refused = refuseUnprintableText(
      `line ${position}`,
      `lines.${position}`,
      `${subject} ${detail} ${explain.corrects?.detail ?? ''} ${name} ${unit}`,
    )
    if (refused) return refused
  }
  return null
}

/** Refuses units of meters that invoices could not print. */
export const refuseUnprintableUnits = (
  meters: readonly { readonly meter: string; readonly unit: string }[],
): Refused<'not_printable'> | null => {
  for (const [index, { meter, unit }] of meters.entries()) {
    const refused = refuseUnprintableText(`the unit of ${meter}`, `meters.${index}.unit`, unit)
    if (refused) return refused
  }
  return null
}
