import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { Pico } from '@/lib/core/money/amount'
import type { Day, DaySpan } from '@/lib/core/time/day'
import type { Quantity } from '@/lib/core/usage/price'
import { lookUp } from './look-up'

/** What an org used of a meter on a civil day, at its price, no matter who paid. */
export type MeterDay = {
  readonly day: Day
  readonly meter: string
  readonly unit: string
  readonly quantity: Quantity
  readonly amount: Pico
  readonly events: number
}

/** Usage by day and meter, in order, from the roll-up alone: it does not matter how many events there were. */
export const loadMeterDays = (
  db: Db,
  org: string,
  span: DaySpan,
  { meter = null, resource = null }: { readonly meter?: string | null; readonly resource?: string | null } = {},
): Promise<MeterDay[]> =>
  lookUp(async () => {
    const rows = await db.$client<
      { day: string; meter: string; unit: string; quantity: string; amount: string; events: string }[]
    >`
      select u.day_on as day, u.meter, coalesce(m.unit, '') as unit, sum(u.quantity)::text as quantity,
             sum(u.amount)::text as amount, sum(u.events)::text as events
        from (select d.day_on, d.meter, d.price_book, d.price_version, sum(d.quantity) as quantity,
                     sum(d.amount) as amount, sum(d.events) as events
                from usage_daily d
               where d.org_id = ${org} and d.day_on >= ${span.start} and d.day_on < ${span.end}
                 and (${meter}::text is null or d.meter = ${meter})
                 and (${resource}::text is null or d.resource = ${resource})
               group by 1, 2, 3, 4) u
        left join meter_pricing m on m.price_book = u.price_book and m.version = u.price_version and m.meter = u.meter
       group by 1, 2, 3 order by 1, 2, 3`
    return rows.map((row) => ({
      ...row,
      quantity: readPico(row.quantity),
      amount: readPico(row.amount),
      events: Number(row.events),
    }))
  })
