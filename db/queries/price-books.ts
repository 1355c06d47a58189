import { eq, inArray } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { meterPricing, platformPricing, priceBooks, priceBookVersions, skillPricing, taxRates } from '@/db/schema/index'
import type { PriceBook } from '@/lib/core/pricing/price-book'
import type { TaxRate } from '@/lib/core/pricing/vat'
import { lookUp } from './look-up'

/** Whole price books by name; names that do not exist are left out. */
export const loadPriceBooks = (db: Db, names: readonly string[]): Promise<ReadonlyMap<string, PriceBook>> =>
  lookUp(async () => {
    const wanted = [...new Set(names)]
    if (wanted.length === 0) return new Map()
    const [books, versions, platform, skills, meters] = await Promise.all([
      db.select().from(priceBooks).where(inArray(priceBooks.priceBook, wanted)),
      db.select().from(priceBookVersions).where(inArray(priceBookVersions.priceBook, wanted)),
      db.select().from(platformPricing).where(inArray(platformPricing.priceBook, wanted)),
      db.select().from(skillPricing).where(inArray(skillPricing.priceBook, wanted)),
      db.select().from(meterPricing).where(inArray(meterPricing.priceBook, wanted)),
    ])
    const of = <Row extends { priceBook: string; version: number }>(
      rows: readonly Row[],
      like: Row | { priceBook: string; version: number },
    ) => rows.filter((row) => row.priceBook === like.priceBook && row.version === like.version)
    return new Map(
      books.map(({ priceBook, currency }) => [
        priceBook,
        {
          name: priceBook,
          currency,
          versions: versions
            .filter((version) => version.priceBook === priceBook)
            .sort((a, b) => a.version - b.version)
            .flatMap((version) =>
              of(platform, version).map(({ monthlyFee, setupFee }) => ({
                version: version.version,
                effectiveOn: version.effectiveOn,
                monthlyFee,
                setupFee,
                skills: new Map(of(skills, version).map((row) => [row.skill, row.pricePerDay])),
                meters: new Map(
                  of(meters, version).map((row) => [row.meter, { unit: row.unit, price: row.pricePerUnit }]),
                ),
              })),
            ),
        },
      ]),
    )
  })

export type PublishedVersion = {
  readonly version: number
  readonly publishedAt: string
  readonly publishedBy: string
  readonly note: string
}

/** Who published which version, when and why. */
export const listPublications = (db: Db, book: string): Promise<PublishedVersion[]> =>
  lookUp(async () => {
    const rows = await db.select().from(priceBookVersions).where(eq(priceBookVersions.priceBook, book))
    return rows.map(({ version, publishedAt, publishedBy, note }) => ({
      version,
      publishedAt: publishedAt.toString(),
      publishedBy,
      note,
    }))
  })

export const listPriceBookNames = (db: Db): Promise<{ name: string; currency: string }[]> =>
  lookUp(() =>
    db
      .select({ name: priceBooks.priceBook, currency: priceBooks.currency })
      .from(priceBooks)
      .orderBy(priceBooks.priceBook),
  )

export const loadTaxRates = (db: Db): Promise<TaxRate[]> =>
  lookUp(() => db.select().from(taxRates).orderBy(taxRates.version))

/** The number of a price book's latest version; 0 where it has none. */
export const findLatestVersion = (db: Db, book: string): Promise<number> =>
  lookUp(async () => {
    const [row] = await db.$client<{ latest: number }[]>`
      select coalesce(max(version), 0)::int as latest from price_book_versions where price_book = ${book}`
    return row?.latest ?? 0
  })
