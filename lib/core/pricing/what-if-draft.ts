import { type Pico, pico } from '@/lib/core/money/amount'
import { type TenantEvent, timelineOf } from '@/lib/core/tenants/timeline'
import type { CivilDay } from '@/lib/core/time/billing-day'
import { daysTouched } from '@/lib/core/time/interval'
import { priceQuantity } from '@/lib/core/usage/price'
import type { PriceBook } from './price-book'
import type { PriceSet } from './price-set'
import type { UsageRow } from './usage-groups'

/** A use that the draft has no price for. Once it is published, such usage is refused, and such a skill can't be invoiced. */
export type Unpriced = { readonly kind: 'skill' | 'usage'; readonly name: string }

/** A book as it would be if its draft had been in force all the time. */
export type Draft = {
  readonly prices: PriceSet
  /** Only the draft's prices. */
  readonly book: PriceBook
  /** Every book, this one with the draft beside its versions. */
  readonly books: ReadonlyMap<string, PriceBook>
}

/** A number that no published version has. */
const draftVersion = 0
const sinceEver = '0001-01-01'

export const draftOver = (book: PriceBook, books: ReadonlyMap<string, PriceBook>, prices: PriceSet): Draft => {
  const version = { version: draftVersion, effectiveOn: sinceEver, ...prices }
  return {
    prices,
    book: { ...book, versions: [{ ...version, skills: withoutGaps(book, prices) }] },
    books: new Map([...books, [book.name, { ...book, versions: [...book.versions, version] }]]),
  }
}

/** A skill that the draft leaves out costs nothing here; `unpricedSkills` says so. */
const withoutGaps = (book: PriceBook, { skills }: PriceSet): ReadonlyMap<string, Pico> => {
  const known = book.versions.flatMap((version) => [...version.skills.keys()])
  return new Map([...known.map((skill) => [skill, pico(0n)] as const), ...skills])
}

/** Usage of this book at the draft's prices; usage that another book priced stays as it is. */
export const repriced = (
  rows: readonly UsageRow[],
  { book, books, prices }: Draft,
): { readonly rows: UsageRow[]; readonly unpriced: readonly Unpriced[] } => {
  const versions = new Map(books.get(book.name)?.versions.map((each) => [each.version, each]))
  const unpriced = new Set<string>()
  const again = rows.flatMap((row) => {
    if (row.book !== book.name) return [row]
    const price = prices.meters.get(row.meter)?.price
    if (price === undefined) {
      if (row.quantity > 0n) unpriced.add(row.meter)
      return []
    }
    const same = versions.get(row.version)?.meters.get(row.meter)?.price === price
    const amount = same ? row.amount : priceQuantity(row.quantity, price)
    return [{ ...row, version: draftVersion, amount, postpaid: amount }]
  })
  return { rows: again, unpriced: [...unpriced].sort().map((name) => ({ kind: 'usage', name })) }
}

/** Skills that tenants had on these days and the draft does not price, sorted. */
export const unpricedSkills = (
  tenants: ReadonlyMap<string, readonly TenantEvent[]>,
  days: readonly CivilDay[],
  { prices }: Draft,
): Unpriced[] => {
  const found = new Set<string>()
  for (const events of tenants.values()) {
    if (events.every(({ skill }) => skill === '' || prices.skills.has(skill))) continue
    for (const [skill, intervals] of timelineOf(events).skills) {
      if (!prices.skills.has(skill) && daysTouched(intervals, days).length > 0) found.add(skill)
    }
  }
  return [...found].sort().map((name) => ({ kind: 'skill', name }))
}
