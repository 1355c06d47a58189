import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { MeterBook } from '@/lib/core/pricing/meter-price'
import { lookUp } from './look-up'

type Row = { version: number; effective_on: string; meters: Record<string, string> | null }

/** The meters of a price book in all its versions up to one: versions never change, so neither does the answer. */
export const findUsagePricing = (db: Db, book: string, upTo: number): Promise<MeterBook> =>
  lookUp(async () => {
    const rows = await db.$client<Row[]>`
      select v.version, v.effective_on,
        (select json_object_agg(m.meter, m.price_per_unit::text) from meter_pricing m
          where m.price_book = v.price_book and m.version = v.version) as meters
        from price_book_versions v where v.price_book = ${book} and v.version <= ${upTo}`
    const versions = rows.map((row) => ({
      version: row.version,
      effectiveOn: row.effective_on,
      meters: new Map(Object.entries(row.meters ?? {}).map(([meter, price]) => [meter, readPico(price)])),
    }))
    return { book, versions }
  })
