import type { Fragment } from 'postgres'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant, readPico } from '@/db/columns'
import type { Biller } from '@/lib/core/funding/biller'
import type { Pico } from '@/lib/core/money/amount'
import { lookUp } from './look-up'
import type { ReportedUsage } from './unfunded-usage'

/** Whether an org has left, by now, the biller that was in force at an instant: the same as `hasLeft` of the core says. */
export const hasLeftAt = (client: Db['$client'], org: Fragment, at: Fragment, now: Temporal.Instant): Fragment =>
  client`exists (select from org_billers s
    where s.org_id = ${org} and s.effective_at > ${at} and s.effective_at <= ${now.toString()}
      and s.biller <> ${billerOf(client, org, at)}
      and not exists (select from org_billers t where t.org_id = s.org_id and t.effective_at = s.effective_at
        and t.sequence > s.sequence))`

/** The biller that was in force at an instant. */
const billerOf = (client: Db['$client'], org: Fragment, at: Fragment): Fragment =>
  client`coalesce((select b.biller from org_billers b where b.org_id = ${org} and b.effective_at <= ${at}
    order by b.effective_at desc, b.sequence desc limit 1), 'invoice')`

/** Usage that could not be paid when it came in, as far as it is not paid yet. */
export type OpenDebt = {
  readonly org: string
  readonly orgName: string
  readonly key: string
  readonly event: ReportedUsage
  /** What of it is not paid yet. */
  readonly amount: Pico
  readonly currency: string
  readonly zone: string
  readonly biller: Biller
  /** Whether the org has left that biller since: then nothing pays it by itself. */
  readonly former: boolean
  readonly usedAt: Temporal.Instant
  /** When it came in. */
  readonly keptAt: Temporal.Instant
}

export type DebtPlace = { readonly keptAt: string; readonly org: string; readonly key: string }

type Row = {
  org: string
  name: string
  key: string
  event: ReportedUsage
  amount: string
  currency: string
  zone: string
  biller: Biller
  former: boolean
  kept_at: string
}

const debtOf = (row: Row): OpenDebt => ({
  org: row.org,
  orgName: row.name,
  key: row.key,
  event: row.event,
  amount: readPico(row.amount),
  currency: row.currency,
  zone: row.zone,
  biller: row.biller,
  former: row.former,
  usedAt: readInstant(row.event.at),
  keptAt: readInstant(row.kept_at),
})

/**
 * Debts, the oldest first, after a place in that order.
 * @param org of this org alone; of all where it is absent.
 */
export const listDebts = (
  db: Db,
  now: Temporal.Instant,
  { org, after, most }: { readonly org?: string; readonly after?: DebtPlace; readonly most: number },
): Promise<readonly OpenDebt[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<Row[]>`
      select u.org_id as org, o.name, u.idempotency_key as key, u.event, (u.amount - u.paid)::text as amount,
             c.currency, c.zone, ${hasLeftAt(sql, sql`u.org_id`, sql`(u.event->>'at')::timestamptz`, now)} as former,
             ${billerOf(sql, sql`u.org_id`, sql`(u.event->>'at')::timestamptz`)} as biller, u.first_at as kept_at
        from unfunded_usage u join orgs o using (org_id) join org_billing_config c using (org_id)
       where u.charged_at is null and u.waived_at is null ${org === undefined ? sql`` : sql`and u.org_id = ${org}`}
         ${after ? sql`and (u.first_at, u.org_id, u.idempotency_key) > (${after.keptAt}::timestamptz, ${after.org}, ${after.key})` : sql``}
       order by u.first_at, u.org_id, u.idempotency_key limit ${most}`
    return rows.map(debtOf)
  })

export type DebtSum = { readonly currency: string; readonly count: number; readonly amount: Pico }

/** What debts come to, by currency. */
export const sumDebts = (db: Db, org?: string): Promise<readonly DebtSum[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<{ currency: string; count: number; amount: string }[]>`
      select c.currency, count(*)::int as count, sum(u.amount - u.paid)::text as amount
        from unfunded_usage u join org_billing_config c using (org_id)
       where u.charged_at is null and u.waived_at is null ${org === undefined ? sql`` : sql`and u.org_id = ${org}`}
       group by 1 order by 1`
    return rows.map((row) => ({ ...row, amount: readPico(row.amount) }))
  })
