import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json, only } from './json'

export type PriceWrite = {
  readonly book: string
  readonly currency: string
  /** The latest version as it was read; 0 for a new book. */
  readonly expected: number
  /** Prices as decimal text. */
  readonly prices: {
    readonly effectiveOn: string
    readonly note: string
    readonly monthlyFee: string
    readonly setupFee: string
    readonly skills: readonly { readonly skill: string; readonly pricePerDay: string }[]
    readonly meters: readonly { readonly meter: string; readonly unit: string; readonly pricePerUnit: string }[]
  }
  readonly by: string
  readonly at: Temporal.Instant
  readonly audit: unknown
}

/** Publishes the next version of a price book, or its first. */
export const publishPrices = (db: Db, write: PriceWrite): Promise<'applied' | 'stale' | 'currency_fixed'> =>
  call(async () => {
    const sql = db.$client
    const { effectiveOn, note, monthlyFee, setupFee, skills, meters } = write.prices
    const prices = {
      effective_on: effectiveOn,
      note,
      monthly_fee: monthlyFee,
      setup_fee: setupFee,
      skills: skills.map(({ skill, pricePerDay }) => ({ skill, price_per_day: pricePerDay })),
      meters: meters.map(({ meter, unit, pricePerUnit }) => ({ meter, unit, price_per_unit: pricePerUnit })),
    }
    const rows = await sql<{ outcome: 'applied' | 'stale' | 'currency_fixed' }[]>`
      select publish_prices(${write.book}, ${write.currency}, ${write.expected}, ${json(sql, prices)}, ${write.by},
        ${write.at.toString()}, ${json(sql, write.audit)}) as outcome`
    return only(rows).outcome
  })
