import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import { call } from '@/db/commands/call'
import type { Pico } from '@/lib/core/money/amount'
import type { Day } from '@/lib/core/time/day'

/** What pricing a usage event needs of a version. */
export type MeterVersion = {
  readonly version: number
  readonly effectiveOn: Day
  readonly meters: ReadonlyMap<string, Pico>
}

export type UsagePricing = { readonly zone: string; readonly book: string; readonly versions: readonly MeterVersion[] }

type Version = { version: number; effectiveOn: string; meters: Record<string, string> | null }

/** The billing zone of an org and the meters of its price book, in one statement; null where the org is unknown. */
export const findUsagePricing = (db: Db, org: string): Promise<UsagePricing | null> =>
  call(async () => {
    const [row] = await db.$client<{ zone: string; book: string; versions: Version[] }[]>`
      select c.zone, c.price_book as book,
        (select coalesce(json_agg(json_build_object('version', v.version, 'effectiveOn', v.effective_on, 'meters',
            (select json_object_agg(m.meter, m.price_per_unit::text) from meter_pricing m
              where m.price_book = v.price_book and m.version = v.version))), '[]')
           from price_book_versions v where v.price_book = c.price_book) as versions
        from org_billing_config c where c.org_id = ${org}`
    if (!row) return null
    const versions = row.versions.map(({ version, effectiveOn, meters }) => ({
      version,
      effectiveOn,
      meters: new Map(Object.entries(meters ?? {}).map(([meter, price]) => [meter, readPico(price)])),
    }))
    return { zone: row.zone, book: row.book, versions }
  })
