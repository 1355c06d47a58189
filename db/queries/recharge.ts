import { and, eq, isNull } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readMinor } from '@/db/columns'
import { purchases, rechargeSettings } from '@/db/schema/index'
import type { Minor } from '@/lib/core/money/amount'
import { lookUp } from './look-up'
import type { Purchase } from './packs'
import { dueOf, dueSinceOf } from './retries'

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

/** Recharges that were begun and neither paid nor declined, and are due; what waited longest first. */
export const listOpenRecharges = (db: Db, now: Temporal.Instant, most = 100): Promise<Purchase[]> =>
  lookUp(() =>
    db
      .select()
      .from(purchases)
      .where(
        and(
          eq(purchases.kind, 'recharge'),
          isNull(purchases.paidAt),
          isNull(purchases.failedAt),
          dueOf('recharge', purchases.orgId, purchases.purchaseId, now),
        ),
      )
      .orderBy(
        dueSinceOf('recharge', purchases.orgId, purchases.purchaseId, purchases.begunAt),
        purchases.begunAt,
        purchases.purchaseId,
      )
      .limit(most),
  )

/** Orgs with auto-recharge whose balance is at the threshold or below, and no recharge under way: in order after one. */
export const listOrgsToRecharge = (db: Db, after: string, most: number): Promise<string[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ org: string }[]>`
      select r.org_id as org from recharge_settings r
        join org_gates g on g.org_id = r.org_id
       where r.org_id > ${after} and r.enabled and g.remaining <= r.threshold
         and not exists (select from purchases p where p.org_id = r.org_id and p.kind = 'recharge'
           and p.paid_at is null and p.failed_at is null)
       order by r.org_id limit ${most}`
    return rows.map(({ org }) => org)
  })
