import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { Pico } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'
import { lookUp } from './look-up'

export type UninvoicedMonth = {
  readonly org: string
  readonly month: Month
  readonly zone: string
  readonly currency: string
  /** Usage that goes onto the bill. */
  readonly postpaid: Pico
}

/**
 * Months up to and with `last` that have postpaid usage and no invoice, the oldest first. The roll-up is read of such
 * months alone.
 * @param org null is every org.
 */
export const findUninvoicedMonths = (
  db: Db,
  org: string | null,
  last: Month,
  most: number,
): Promise<UninvoicedMonth[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ org: string; month: string; zone: string; currency: string; postpaid: string }[]>`
      with uninvoiced as materialized (
        select a.org_id, m.month::date as month_on, (m.month + interval '1 month')::date as end_on
          from org_accounts a
         cross join lateral (select min(d.day_on) as day from usage_daily d where d.org_id = a.org_id) f
         cross join lateral generate_series(date_trunc('month', f.day::timestamp), ${`${last}-01`}::timestamp,
           interval '1 month') as m (month)
         where (${org}::text is null or a.org_id = ${org})
           and not exists (select from invoices i
             where i.org_id = a.org_id and i.series = 'invoice' and i.month_on = m.month::date)
      ), billable as materialized (
        select u.* from uninvoiced u
         where exists (select from usage_daily d where d.org_id = u.org_id and d.day_on >= u.month_on
           and d.day_on < u.end_on and d.postpaid > 0 offset 0)
         order by u.month_on, u.org_id limit ${most}
      )
      select u.org_id as org, to_char(u.month_on, 'YYYY-MM') as month, c.zone, c.currency, s.postpaid::text
        from billable u
       cross join lateral (select sum(d.postpaid) as postpaid from usage_daily d
         where d.org_id = u.org_id and d.day_on >= u.month_on and d.day_on < u.end_on) s
        join org_billing_config c on c.org_id = u.org_id
       order by u.month_on, u.org_id`
    return rows.map((row) => ({ ...row, postpaid: readPico(row.postpaid) }))
  })
