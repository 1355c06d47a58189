import type { Db } from '@/db/client'
import type { DaySpan } from '@/lib/core/time/day'
import { lookUp } from './look-up'

export type TotalsOf = {
  readonly span: DaySpan
  /** By civil day, or by civil month. */
  readonly by: 'day' | 'month'
  readonly org: string | null
  readonly meter: string | null
  readonly most: number
}

/** A sum of quantities, as decimal text; `period` is a day or a month. */
export type UsageTotal = {
  readonly org: string
  readonly meter: string
  readonly period: string
  readonly quantity: string
}

/** What the portal itself counted, from the roll-up by day. */
export const portalTotals = (db: Db, { span, by, org, meter, most }: TotalsOf): Promise<UsageTotal[]> =>
  lookUp(async () => {
    const sql = db.$client
    return sql<UsageTotal[]>`
      select org_id as org, meter, left(to_char(day_on, 'YYYY-MM-DD'), ${lengthOf(by)}) as period, sum(quantity)::text as quantity
        from usage_daily
       where day_on >= ${span.start} and day_on < ${span.end}
         and (${org}::text is null or org_id = ${org}) and (${meter}::text is null or meter = ${meter})
       group by 1, 2, 3 order by 1, 2, 3 limit ${most}`
  })

/** What a source reported. */
export const sourceTotals = (db: Db, source: string, { span, by, org, meter, most }: TotalsOf): Promise<UsageTotal[]> =>
  lookUp(async () => {
    const sql = db.$client
    return sql<UsageTotal[]>`
      select org_id as org, meter, left(to_char(day_on, 'YYYY-MM-DD'), ${lengthOf(by)}) as period, sum(quantity)::text as quantity
        from source_totals
       where source = ${source} and day_on >= ${span.start} and day_on < ${span.end}
         and (${org}::text is null or org_id = ${org}) and (${meter}::text is null or meter = ${meter})
       group by 1, 2, 3 order by 1, 2, 3 limit ${most}`
  })

/** Of a day as text, `2026-10-31`. */
const lengthOf = (by: TotalsOf['by']): number => (by === 'day' ? '2026-10-31' : '2026-10').length
