import { eq } from 'drizzle-orm'
import type { Fragment } from 'postgres'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readMinor } from '@/db/columns'
import { readRow } from '@/db/read-row'
import { purchases, rechargeSettings } from '@/db/schema/index'
import type { Minor } from '@/lib/core/money/amount'
import type { DueWork } from './backlogs'
import { lookUp } from './look-up'
import type { Purchase } from './packs'
import { dueSince, isDue } from './retries'

export type RechargeRow = typeof rechargeSettings.$inferSelect

export const findRecharge = (db: Db, org: string): Promise<RechargeRow | null> =>
  lookUp(async () => {
    const [row] = await db.select().from(rechargeSettings).where(eq(rechargeSettings.orgId, org))
    return row ?? null
  })

/** What recharges that were begun since an instant charged, or may still charge, and whether one is under way. */
export const sumRecharges = (
  db: Db,
  org: string,
  since: Temporal.Instant,
): Promise<{ readonly charged: Minor; readonly inFlight: boolean }> =>
  lookUp(async () => {
    const [row] = await db.$client<{ charged: string; in_flight: boolean }[]>`
      select coalesce(sum(p.price) filter (where p.begun_at >= ${since.toString()}), 0)::text as charged,
             coalesce(bool_or(p.paid_at is null), false) as in_flight
        from purchases p where p.org_id = ${org} and p.kind = 'recharge' and p.failed_at is null`
    return { charged: readMinor(row?.charged ?? '0'), inFlight: row?.in_flight ?? false }
  })

/** Recharges that were begun and neither paid nor declined, and are due. */
const openRows = (sql: Db['$client'], now: Temporal.Instant): Fragment => sql`
        from purchases p
       where p.kind = 'recharge' and p.paid_at is null and p.failed_at is null
         and ${isDue(sql, 'recharge', sql`p.org_id`, sql`p.purchase_id`, now)}`

export const openRecharges: DueWork = (sql, now) => sql`select p.begun_at as since ${openRows(sql, now)}`

/** Recharges that were begun and neither paid nor declined, and are due; what waited longest first. */
export const listOpenRecharges = (db: Db, now: Temporal.Instant, most = 100): Promise<Purchase[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<Record<string, unknown>[]>`
      select p.* ${openRows(sql, now)}
       order by ${dueSince(sql, 'recharge', sql`p.org_id`, sql`p.purchase_id`, sql`p.begun_at`)}, p.begun_at, p.purchase_id
       limit ${most}`
    return rows.map((row) => readRow(purchases, row))
  })

/**
 * Orgs with auto-recharge whose balance is at the threshold or below, and no recharge under way. One that could not be
 * recharged a moment ago, for want of a card or because of its cap, is left alone for that long.
 */
const rowsToRecharge = (sql: Db['$client'], now: Temporal.Instant): Fragment => sql`
        from recharge_settings r
        join org_gates g on g.org_id = r.org_id
       where r.enabled and g.remaining <= r.threshold
         and not exists (select from purchases p where p.org_id = r.org_id and p.kind = 'recharge'
           and p.paid_at is null and p.failed_at is null)
         and ${isDue(sql, 'recharge', sql`r.org_id`, sql`''`, now)}`

export const rechargesToBegin: DueWork = (sql, now) =>
  sql`select least(g.projected_at, ${now.toString()}) as since ${rowsToRecharge(sql, now)}`

/** The same, in order after one. */
export const listOrgsToRecharge = (db: Db, now: Temporal.Instant, after: string, most: number): Promise<string[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<{ org: string }[]>`
      select r.org_id as org ${rowsToRecharge(sql, now)} and r.org_id > ${after} order by r.org_id limit ${most}`
    return rows.map(({ org }) => org)
  })
