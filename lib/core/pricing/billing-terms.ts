import type { Party, TaxTreatment } from '@/lib/core/invoices/snapshot'
import type { Day } from '@/lib/core/time/day'
import { inForce } from './price-book'

/** How an org is billed from a civil day of its zone on (I13): everything that an invoice depends on. */
export type BillingTerms = {
  /** Whom invoices name. The e-mail address is not part of it: documents go where the org reads them now. */
  readonly buyer: Omit<Party, 'email'>
  readonly priceBook: string
  readonly treatment: TaxTreatment
  /** The article that exempts the supplies: `Art. 21 Abs. 2 Ziff. 11 MWSTG`; empty under other treatments. */
  readonly exemption: string
  readonly payBy: 'card' | 'invoice'
  readonly termsDays: number
}

/** Terms with the day from which they hold; `version` tells two for the same day apart, the higher one holds. */
export type DatedTerms = BillingTerms & { readonly version: number; readonly effectiveOn: Day }

/** The day from which an org's first terms hold: before everything. */
export const firstDay: Day = '0001-01-01'

/**
 * The terms in force on a civil day.
 * @param history never empty; its first terms hold from `firstDay`.
 * @throws RangeError if nothing is in force, which is a history without its first terms.
 */
export const termsOn = <Terms extends Pick<DatedTerms, 'version' | 'effectiveOn'>>(
  history: readonly Terms[],
  day: Day,
): Terms => {
  const found = inForce({ versions: history }, day)
  if (!found) throw new RangeError(`no terms are in force on ${day}`)
  return found
}

/** The history that is in force somewhere: one entry for each day on which the terms change, in order. */
export const changesOf = <Terms extends Pick<DatedTerms, 'version' | 'effectiveOn'>>(
  history: readonly Terms[],
): Terms[] => {
  const days = [...new Set(history.map(({ effectiveOn }) => effectiveOn))].sort()
  return days.map((day) => termsOn(history, day))
}

/** The terms as they were known when `version` was the newest. */
export const asOfTerms = <Terms extends Pick<DatedTerms, 'version'>>(
  history: readonly Terms[],
  version: number,
): Terms[] => history.filter((each) => each.version <= version)

/**
 * Since when an org's buyer has been what it is on a day: from there on a correction of it counts.
 * @param history never empty; its first terms hold from `firstDay`.
 */
export const buyerSince = (history: readonly DatedTerms[], day: Day): Day => {
  const until = changesOf(history).filter(({ effectiveOn }) => effectiveOn <= day)
  const same = ({ buyer }: BillingTerms): string => JSON.stringify(Object.entries(buyer).sort())
  const now = same(termsOn(history, day))
  let since = day
  for (const each of until.reverse()) {
    if (same(each) !== now) break
    since = each.effectiveOn
  }
  return since
}

const fields = ['buyer', 'priceBook', 'treatment', 'exemption', 'payBy', 'termsDays'] as const

/** The terms without their day and version. */
const taken = (terms: BillingTerms): BillingTerms => {
  const { name, street, buildingNumber, postalCode, town, country, vatNumber } = terms.buyer
  const buyer = { name, street, buildingNumber, postalCode, town, country, vatNumber }
  return { ...(Object.fromEntries(fields.map((field) => [field, terms[field]])) as BillingTerms), buyer }
}

/** Buyers are compared part by part. */
const flat = ({ buyer, ...terms }: BillingTerms): Readonly<Record<string, unknown>> => ({ ...buyer, ...terms })

const changedParts = (before: BillingTerms, after: BillingTerms): readonly string[] => {
  const [from, to] = [flat(taken(before)), flat(taken(after))]
  return Object.keys(to).filter((part) => from[part] !== to[part])
}

/** Terms with some of their parts taken from others. */
const patched = (terms: BillingTerms, parts: readonly string[], from: BillingTerms): BillingTerms => {
  const other = flat(taken(from))
  const values = { ...flat(taken(terms)), ...Object.fromEntries(parts.map((part) => [part, other[part]])) }
  const buyer = Object.fromEntries(Object.keys(terms.buyer).map((part) => [part, values[part]]))
  return taken({ ...values, buyer } as unknown as BillingTerms)
}

/**
 * What is written so that `next` holds from `effectiveOn` on. A part that changes there changes in the terms of later
 * days as well, up to the day on which that part changes by itself: a move that was planned for January stays planned
 * if the price book changes in December, and the new price book still holds in January.
 * @returns the terms to append, by day; empty if nothing changes.
 */
export const planTerms = (
  history: readonly DatedTerms[],
  effectiveOn: Day,
  next: BillingTerms,
): (BillingTerms & { readonly effectiveOn: Day })[] => {
  let before: BillingTerms = termsOn(history, effectiveOn)
  let parts = changedParts(before, next)
  if (parts.length === 0) return []
  const planned: (BillingTerms & { effectiveOn: Day })[] = [{ ...taken(next), effectiveOn }]
  for (const later of changesOf(history).filter((each) => each.effectiveOn > effectiveOn)) {
    const own = changedParts(before, later)
    parts = parts.filter((part) => !own.includes(part))
    if (parts.length === 0) break
    planned.push({ ...patched(later, parts, next), effectiveOn: later.effectiveOn })
    before = later
  }
  return planned
}
