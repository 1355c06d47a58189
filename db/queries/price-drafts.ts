import { createHash } from 'node:crypto'
import type { Db } from '@/db/client'
import { readInstant } from '@/db/columns'
import type { Currency } from '@/lib/core/invoices/snapshot'
import { type DraftContent, draftContent } from '@/lib/core/pricing/draft-content'
import type { PriceTexts } from '@/lib/core/pricing/price-set'
import type { Month } from '@/lib/core/time/day'
import { lookUp } from './look-up'

/** The open draft of a book's next version. */
export type PriceDraft = DraftContent & {
  readonly currency: Currency
  readonly version: number
  readonly note: string
  /** ISO-8601. */
  readonly savedAt: string
  readonly savedBy: string
  /** Fingerprint of the content that the last what-if was run on; empty before the first. */
  readonly whatIf: string
  /** ISO-8601. */
  readonly whatIfAt: string | null
}

type Prices = {
  monthly_fee: string
  setup_fee: string
  skills: { skill: string; price_per_day: string }[]
  meters: { meter: string; unit: string; price_per_unit: string }[]
}
type Row = Omit<PriceDraft, 'prices'> & { prices: Prices }

const pricesOf = ({ monthly_fee, setup_fee, skills, meters }: Prices): PriceTexts => ({
  monthlyFee: monthly_fee,
  setupFee: setup_fee,
  skills: skills.map(({ skill, price_per_day }) => ({ skill, pricePerDay: price_per_day })),
  meters: meters.map(({ price_per_unit, ...meter }) => ({ ...meter, pricePerUnit: price_per_unit })),
})

/** The open drafts by book: all, or the one of a book. */
export const listPriceDrafts = (db: Db, book: string | null = null): Promise<PriceDraft[]> =>
  lookUp(async () => {
    const rows = await db.$client<Row[]>`
      select price_book as book, currency, version, base_version as "baseVersion", effective_on as "effectiveOn", note,
             prices, saved_at as "savedAt", saved_by as "savedBy", what_if as "whatIf", what_if_at as "whatIfAt"
        from price_drafts where state = 'open' and (${book}::text is null or price_book = ${book}) order by price_book`
    return rows.map((row) => ({
      ...row,
      prices: pricesOf(row.prices),
      savedAt: readInstant(row.savedAt).toString(),
      whatIfAt: row.whatIfAt === null ? null : readInstant(row.whatIfAt).toString(),
    }))
  })

/** The open draft of a book; null where there is none. */
export const findPriceDraft = async (db: Db, book: string): Promise<PriceDraft | null> =>
  (await listPriceDrafts(db, book))[0] ?? null

/** Tells the content of a draft, seen over these months, from every other. */
export const fingerprintOf = (draft: DraftContent, months: readonly Month[]): string =>
  createHash('sha256').update(draftContent(draft, months)).digest('hex')
