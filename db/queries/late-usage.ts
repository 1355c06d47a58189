import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { Pico } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'
import { isRecordedLater } from './invoice-inputs'
import { lookUp } from './look-up'

/** Usage of an invoiced month that came in after the org was last invoiced. */
export type LateUsageSum = {
  readonly org: string
  readonly month: Month
  readonly meter: string
  /** What of it goes onto the bill. */
  readonly postpaid: Pico
  readonly events: number
  /** Of these, those that take an event back, or replace it by what it was amended to. */
  readonly takenBack: number
}

/** Late usage of some orgs that is on no invoice yet, by month and meter. */
export const sumLateUsage = (db: Db, orgs: readonly string[]): Promise<LateUsageSum[]> =>
  lookUp(async () => {
    const rows = await db.$client<
      { org: string; month: string; meter: string; postpaid: string; events: number; takenBack: number }[]
    >`
      select u.org_id as org, to_char(u.day_on, 'YYYY-MM') as month, u.meter, sum(u.postpaid)::text as postpaid,
             count(*)::int as events, count(u.original_key)::int as "takenBack"
        from (select org_id, max(sequence) as since from invoices
               where org_id = any(${[...orgs]}::text[]) group by org_id) s
        join usage_events u on u.org_id = s.org_id and u.sequence > s.since
       where ${isRecordedLater(db.$client)} and date_trunc('month', u.day_on)::date in (
         select i.month_on from invoices i
          where i.org_id = s.org_id and i.series = 'invoice' and i.sequence <= s.since)
       group by 1, 2, 3 order by 1, 2, 3`
    return rows.map((row) => ({ ...row, postpaid: readPico(row.postpaid) }))
  })

/**
 * Orgs of which something was recorded after its month was invoiced, be it on an invoice by now or not, in order after one.
 */
export const listOrgsWithLateFacts = (db: Db, after: string, most: number): Promise<string[]> =>
  lookUp(async () => {
    const sql = db.$client
    const recorded = (table: string) => sql`
      select from ${sql(table)} e
        join invoices i on i.org_id = e.org_id and i.series = 'invoice' and e.sequence > i.sequence
       where e.org_id = c.org_id and e.occurred_at < (i.month_on + interval '1 month') at time zone c.zone`
    const rows = await sql<{ org: string }[]>`
      select c.org_id as org from org_billing_config c
       where c.org_id > ${after} and (
         exists (${recorded('tenant_billing_lifecycle')}) or exists (${recorded('tenant_skill_events')})
         or exists (${recorded('tenant_suspension_events')})
         or exists (
           select from usage_events u join invoices i
               on i.org_id = u.org_id and i.series = 'invoice' and i.month_on = date_trunc('month', u.day_on)::date
            where u.org_id = c.org_id and ${isRecordedLater(sql)}
              and u.sequence > (select max(l.sequence) from invoices l where l.org_id = c.org_id)))
       order by c.org_id limit ${most}`
    return rows.map(({ org }) => org)
  })
