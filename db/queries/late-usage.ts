import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import { call } from '@/db/commands/call'
import type { Pico } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'

/** Usage of an invoiced month that came in after the org was last invoiced. */
export type LateUsageSum = {
  readonly org: string
  readonly month: Month
  readonly meter: string
  /** What of it goes onto the bill. */
  readonly postpaid: Pico
  readonly events: number
}

/** Late usage of all orgs that is on no invoice yet, by month and meter. */
export const sumLateUsage = (db: Db): Promise<LateUsageSum[]> =>
  call(async () => {
    const rows = await db.$client<{ org: string; month: string; meter: string; postpaid: string; events: number }[]>`
      select u.org_id as org, to_char(u.day_on, 'YYYY-MM') as month, u.meter, sum(u.postpaid)::text as postpaid,
             count(*)::int as events
        from (select org_id, max(sequence) as since from invoices group by org_id) s
        join usage_events u on u.org_id = s.org_id and u.sequence > s.since
       where date_trunc('month', u.day_on)::date in (
         select i.month_on from invoices i
          where i.org_id = s.org_id and i.series = 'invoice' and i.sequence <= s.since)
       group by 1, 2, 3 order by 1, 2, 3`
    return rows.map((row) => ({ ...row, postpaid: readPico(row.postpaid) }))
  })
