import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import { json } from '@/db/commands/json'
import type { FreeCreditDays, FreeGrant } from '@/lib/core/funding/free-credit'
import type { Pico } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'
import type { Quantity } from '@/lib/core/usage/price'
import { nanoseconds, readGrantSums } from './grant-row'
import { lookUp } from './look-up'

type GrantRow = { [Key in keyof FreeGrant]: string } & { readonly expiresAt: string | null; readonly sequence: string }

/** A free grant, and where it stands among what was recorded of its org. */
export type DatedFreeGrant = FreeGrant & { readonly sequence: bigint }

/** Every free grant an org was given, used up or not. */
export const findFreeGrants = (db: Db, org: string): Promise<DatedFreeGrant[]> =>
  lookUp(async () => {
    const rows = await db.$client<GrantRow[]>`
      select asset, micros(expires_at) as "expiresAt", granted::text, remaining::text, held::text, used::text,
             expired::text, refunded::text, sequence::text
        from credit_grants where org_id = ${org} and origin = 'free' order by sequence`
    return rows.map((row) => ({
      asset: row.asset,
      sequence: BigInt(row.sequence),
      expiresAt: row.expiresAt === null ? null : nanoseconds(row.expiresAt),
      ...readGrantSums(row),
    }))
  })

/** What was used in a month of what is measured in one unit. */
export type UnitUsage = {
  readonly month: Month
  readonly unit: string
  readonly quantity: Quantity
  readonly amount: Pico
}

/**
 * What an org used on free credit, by civil month and unit: from the roll-up by day, and from the events themselves for
 * the days on which another biller charged as well.
 */
export const loadFreeCreditUsage = (db: Db, org: string, { whole, parts }: FreeCreditDays): Promise<UnitUsage[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<{ month: string; unit: string; quantity: string; amount: string }[]>`
      with used as (
        select d.* from jsonb_to_recordset(${json(sql, whole)}) as s (start date, "end" date)
         cross join lateral (
           select day_on, meter, price_book, price_version, quantity, amount from usage_daily
            where org_id = ${org} and day_on >= s.start and day_on < s."end" offset 0) d
        union all
        select e.* from jsonb_array_elements_text(${json(sql, parts)}) as p (day)
         cross join lateral (
           select day_on, meter, price_book, price_version, quantity, amount from usage_events
            where org_id = ${org} and day_on = p.day::date and biller = 'free_credit' offset 0) e
      )
      select to_char(u.day_on, 'YYYY-MM') as month, coalesce(m.unit, '') as unit, sum(u.quantity)::text as quantity,
             sum(u.amount)::text as amount
        from used u
        left join meter_pricing m on m.price_book = u.price_book and m.version = u.price_version and m.meter = u.meter
       group by 1, 2`
    return rows.map((row) => ({ ...row, quantity: readPico(row.quantity), amount: readPico(row.amount) }))
  })

/** Whether an org used anything on free credit before the last of its free grants. */
export const isGrantedLate = (db: Db, org: string, grants: readonly DatedFreeGrant[]): Promise<boolean> =>
  lookUp(async () => {
    const last = grants.at(-1)
    if (!last) return false
    const [row] = await db.$client<{ late: boolean }[]>`
      select exists (select from usage_events e where e.org_id = ${org} and e.sequence < ${String(last.sequence)}::text::bigint
        and e.biller = 'free_credit') as late`
    return row?.late ?? false
  })

/** What an org used on free credit by month and unit, and how many of its free grants there were when it was recorded. */
export const loadFreeCreditLayers = (
  db: Db,
  org: string,
): Promise<readonly (UnitUsage & { readonly layer: number })[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ month: string; unit: string; quantity: string; amount: string; layer: number }[]>`
      with used as (
        select e.*, (select count(*)::int from credit_grants g where g.org_id = e.org_id and g.origin = 'free'
            and g.sequence < coalesce((select b.sequence from usage_events b
              where b.org_id = e.org_id and b.idempotency_key = e.takes_back), e.sequence)) as layer
          from usage_events e where e.org_id = ${org} and e.biller = 'free_credit')
      select to_char(u.day_on, 'YYYY-MM') as month, coalesce(m.unit, '') as unit, u.layer,
             sum(u.quantity)::text as quantity, sum(u.amount)::text as amount
        from used u
        left join meter_pricing m on m.price_book = u.price_book and m.version = u.price_version and m.meter = u.meter
       group by 1, 2, 3`
    return rows.map((row) => ({ ...row, quantity: readPico(row.quantity), amount: readPico(row.amount) }))
  })

/** Orgs that are on free credit or were once, by slug. */
export const findFreeCreditOrgs = (db: Db, after = '', most: number | null = null): Promise<string[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ org: string }[]>`
      select distinct org_id as org from org_billers where biller = 'free_credit' and org_id > ${after}
       order by 1 limit ${most}`
    return rows.map(({ org }) => org)
  })
