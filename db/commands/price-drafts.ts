import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { PriceTexts } from '@/lib/core/pricing/price-set'
import { call } from './call'
import { json, only } from './json'

export type PriceDraftWrite = {
  readonly book: string
  readonly currency: string
  /** The version of the open draft as it was read; 0 where there was none. */
  readonly expected: number
  /** The version of the book that the draft follows; 0 for the first. */
  readonly baseVersion: number
  readonly effectiveOn: string
  readonly note: string
  readonly prices: PriceTexts
  readonly by: string
  readonly at: Temporal.Instant
  readonly audit: unknown
}

const columnsOf = ({ monthlyFee, setupFee, skills, meters }: PriceTexts) => ({
  monthly_fee: monthlyFee,
  setup_fee: setupFee,
  skills: skills.map(({ skill, pricePerDay }) => ({ skill, price_per_day: pricePerDay })),
  meters: meters.map(({ meter, unit, pricePerUnit }) => ({ meter, unit, price_per_unit: pricePerUnit })),
})

export const savePriceDraft = (db: Db, write: PriceDraftWrite): Promise<'applied' | 'stale' | 'currency_fixed'> =>
  call(async () => {
    const sql = db.$client
    const draft = {
      base_version: write.baseVersion,
      effective_on: write.effectiveOn,
      note: write.note,
      prices: columnsOf(write.prices),
    }
    const rows = await sql<{ outcome: 'applied' | 'stale' | 'currency_fixed' }[]>`
      select save_price_draft(${write.book}, ${write.currency}, ${write.expected}, ${json(sql, draft)}, ${write.by},
        ${write.at.toString()}, ${json(sql, write.audit)}) as outcome`
    return only(rows).outcome
  })

/** Notes that a what-if was run on a version of the draft. */
export const noteWhatIf = (
  db: Db,
  book: string,
  version: number,
  fingerprint: string,
  at: Temporal.Instant,
): Promise<'applied' | 'stale'> =>
  call(async () => {
    const rows = await db.$client<{ outcome: 'applied' | 'stale' }[]>`
      select note_what_if(${book}, ${version}, ${fingerprint}, ${at.toString()}) as outcome`
    return only(rows).outcome
  })

export const discardPriceDraft = (
  db: Db,
  book: string,
  version: number,
  audit: unknown,
): Promise<'applied' | 'stale'> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: 'applied' | 'stale' }[]>`
      select discard_price_draft(${book}, ${version}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })

export type DraftPublish = {
  readonly book: string
  /** The version of the draft as it was read. */
  readonly version: number
  /** Of its content, over the months of today. */
  readonly fingerprint: string
  readonly by: string
  readonly at: Temporal.Instant
  readonly audit: unknown
}

export type DraftOutcome = 'applied' | 'stale' | 'base_stale' | 'what_if_missing' | 'currency_fixed'

/** Publishes a draft as the next version of its book and ends it. */
export const publishPriceDraft = (
  db: Db,
  { book, version, fingerprint, by, at, audit }: DraftPublish,
): Promise<DraftOutcome> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: DraftOutcome }[]>`
      select publish_price_draft(${book}, ${version}, ${fingerprint}, ${by}, ${at.toString()}, ${json(sql, audit)})
        as outcome`
    return only(rows).outcome
  })
