import { listPriceBookNames, listPublications, loadPriceBooks } from '@/db/queries/price-books'
import { type Ctx, requirePermission } from '@/lib/context'
import { minorPlaces, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { inForce, latestVersion, type PriceBook, type PriceBookVersion } from '@/lib/core/pricing/price-book'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'
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
  readonly skills: readonly { readonly name: string; readonly pricePerDay: string }[]
  readonly meters: readonly { readonly meter: string; readonly unit: string; readonly price: string }[]
}

export type AdminPricing = {
  readonly books: readonly { readonly name: string; readonly currency: string }[]
  /** The chosen book, else the first; null where there is none. */
  readonly book: {
    readonly name: string
    readonly currency: string
    /** The latest version, which the next one follows. */
    readonly latest: number
    /** Newest first. */
    readonly versions: readonly PriceVersion[]
  } | null
  readonly today: Day
  readonly zone: string
}

const price = (value: bigint): string => formatDecimal(value, picoPlaces, minorPlaces)

const pricesOf = ({ monthlyFee, setupFee, skills, meters }: PriceBookVersion) => ({
  monthlyFee: formatDecimal(monthlyFee, minorPlaces),
  setupFee: formatDecimal(setupFee, minorPlaces),
  skills: [...skills].sort().map(([name, perDay]) => ({ name, pricePerDay: price(perDay) })),
  meters: [...meters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([meter, { unit, price: each }]) => ({ meter, unit, price: price(each) })),
})

/** Scheduled is what has yet to come into force; past is everything a newer version has replaced. */
const stateOf = (book: PriceBook, version: PriceBookVersion, today: Day): PriceVersion['state'] => {
  if (inForce(book, today)?.version === version.version) return 'current'
  return version.effectiveOn > today ? 'scheduled' : 'past'
}

/** The price books, and one of them with every version it ever had. */
export const adminPricing = async (ctx: Ctx, chosen: string | undefined): Promise<AdminPricing> => {
  requirePermission(ctx, 'platform:admin')
  const books = await listPriceBookNames(ctx.db)
  const today = dayAt(ctx.now, platformZone)
  const name = books.find((each) => each.name === chosen)?.name ?? books[0]?.name
  const book = name === undefined ? undefined : (await loadPriceBooks(ctx.db, [name])).get(name)
  const frame = { books, today, zone: platformZone }
  return { ...frame, book: book ? await historyOf(ctx, book, today) : null }
}

const historyOf = async (ctx: Ctx, book: PriceBook, today: Day): Promise<NonNullable<AdminPricing['book']>> => {
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
    return [{ ...shown, publishedBy: nameOf(publishedBy), ...pricesOf(version) }]
  })
  const newestFirst = versions.sort((a, b) => b.version - a.version)
  return { name: book.name, currency: book.currency, latest: latestVersion(book), versions: newestFirst }
}
