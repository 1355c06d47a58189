import { loadDeclared } from '@/db/queries/declared-words'
import { listPriceBookNames, listPublications, loadPriceBooks } from '@/db/queries/price-books'
import { listPriceDrafts, type PriceDraft } from '@/db/queries/price-drafts'
import { type Ctx, requirePermission } from '@/lib/context'
import { differences } from '@/lib/core/pricing/differences'
import { inForce, type PriceBook, type PriceBookVersion } from '@/lib/core/pricing/price-book'
import { type PriceSet, writePriceSet } from '@/lib/core/pricing/price-set'
import { type SpokenChange, spokenChange, spokenPrices } from '@/lib/core/pricing/spoken-prices'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'
import type { Declared } from '@/lib/core/usage/meter-words'
import { actorNames } from './actor-names'
import { platformZone } from './platform-zone'

export type PriceVersion = {
  readonly version: number
  readonly effectiveFrom: Day
  readonly state: 'current' | 'scheduled' | 'past'
  readonly publishedAt: string
  readonly publishedBy: string
  readonly note: string
  readonly monthlyFee: string
  readonly setupFee: string
  /** By their ids, with declared names; the price of a meter is that of the unit beside it. */
  readonly skills: readonly { readonly skill: string; readonly name: string; readonly pricePerDay: string }[]
  readonly meters: readonly {
    readonly meter: string
    readonly name: string
    readonly unit: string
    readonly price: string
  }[]
}

/** A book, published or only drafted so far. */
export type BookName = { readonly name: string; readonly currency: string; readonly drafted: boolean }

export type AdminPricing = {
  readonly books: readonly BookName[]
  /** The chosen book, else the first; null where there is none. */
  readonly book: {
    readonly name: string
    readonly currency: string
    /** Newest first. */
    readonly versions: readonly PriceVersion[]
    /** Who works on the next version, and since when; null where nobody does. */
    readonly draft: Pick<PriceDraft, 'savedAt' | 'savedBy'> | null
    /** Two versions beside each other; null where the address names none. */
    readonly comparison: Comparison | null
  } | null
  readonly zone: string
}

export type Comparison = { readonly from: number; readonly to: number; readonly changes: readonly SpokenChange[] }

/** Prices as forms take them: by id, for the unit that is measured. */
export const shownPrices = (set: PriceSet) => {
  const { skills, meters, ...fees } = writePriceSet(set)
  return {
    ...fees,
    skills: skills.map(({ skill, pricePerDay }) => ({ name: skill, pricePerDay })),
    meters: meters.map(({ meter, unit, pricePerUnit }) => ({ meter, unit, price: pricePerUnit })),
  }
}

/** The books, those among them that are only drafted. */
export const bookNames = async (ctx: Ctx): Promise<{ books: BookName[]; drafts: PriceDraft[] }> => {
  const [names, drafts] = await Promise.all([listPriceBookNames(ctx.db), listPriceDrafts(ctx.db)])
  const drafted = new Set(drafts.map(({ book }) => book))
  const known = new Set(names.map(({ name }) => name))
  const books = [
    ...names.map((each) => ({ ...each, drafted: drafted.has(each.name) })),
    ...drafts
      .filter(({ book }) => !known.has(book))
      .map(({ book, currency }) => ({ name: book, currency, drafted: true })),
  ]
  return { books: books.sort((a, b) => (a.name < b.name ? -1 : 1)), drafts }
}

/** Scheduled is what has yet to come into force; past is everything a newer version has replaced. */
const stateOf = (book: PriceBook, version: PriceBookVersion, today: Day): PriceVersion['state'] => {
  if (inForce(book, today)?.version === version.version) return 'current'
  return version.effectiveOn > today ? 'scheduled' : 'past'
}

/**
 * The price books, and one of them with every version it ever had.
 * @param asked as the address has it: a book, and two of its versions to compare.
 */
export const adminPricing = async (
  ctx: Ctx,
  asked: { readonly book: string | undefined; readonly from: string | undefined; readonly to: string | undefined },
): Promise<AdminPricing> => {
  requirePermission(ctx, 'platform:admin')
  const { books, drafts } = await bookNames(ctx)
  const chosen = books.find(({ name }) => name === asked.book) ?? books[0]
  const frame = { books, zone: platformZone }
  if (!chosen) return { ...frame, book: null }
  const { name, currency } = chosen
  const [loaded, declared] = await Promise.all([loadPriceBooks(ctx.db, [name]), loadDeclared(ctx.db)])
  const published = loaded.get(name)
  const draft = drafts.find(({ book }) => book === name)
  const nameOf = await actorNames(ctx, draft ? [draft.savedBy] : [])
  const shown = draft ? { savedAt: draft.savedAt, savedBy: nameOf(draft.savedBy) } : null
  const versions = published ? await historyOf(ctx, published, dayAt(ctx.now, platformZone), declared) : []
  const comparison = published ? comparisonOf(published, asked, declared) : null
  return { ...frame, book: { name, currency, versions, draft: shown, comparison } }
}

const comparisonOf = (
  { versions }: PriceBook,
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
  declared: Declared,
): Comparison | null => {
  const find = (text: string | undefined) => versions.find(({ version }) => String(version) === text)
  const [earlier, later] = [find(from), find(to)]
  if (!earlier || !later) return null
  const changes = differences(earlier, later).map((each) => spokenChange(declared, 'en', each))
  return { from: earlier.version, to: later.version, changes }
}

const historyOf = async (ctx: Ctx, book: PriceBook, today: Day, declared: Declared): Promise<PriceVersion[]> => {
  const published = await listPublications(ctx.db, book.name)
  const nameOf = await actorNames(
    ctx,
    published.map(({ publishedBy }) => publishedBy),
  )
  const versions = published.flatMap(({ version: number, publishedAt, publishedBy, note }) => {
    const version = book.versions.find((each) => each.version === number)
    if (!version) return []
    const state = stateOf(book, version, today)
    const shown = { version: number, effectiveFrom: version.effectiveOn, state, publishedAt, note }
    return [{ ...shown, publishedBy: nameOf(publishedBy), ...spokenPrices(declared, 'en', version) }]
  })
  return versions.sort((a, b) => b.version - a.version)
}
