import { and, asc, eq } from 'drizzle-orm'
import type { Fragment } from 'postgres'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readRow } from '@/db/read-row'
import { refunds } from '@/db/schema/index'
import type { DueWork } from './backlogs'
import { listTakenOfReturns } from './gone-credit'
import { lookUp } from './look-up'
import { dueSince, isDue } from './retries'

/** A refund; `taken` is what of its share was taken by now, also when it came back later. */
export type Refund = typeof refunds.$inferSelect

/** The refunds of a purchase, the first one first. */
export const listRefunds = (db: Db, org: string, purchaseId: string): Promise<Refund[]> => list(db, org, purchaseId)

/** The refunds of all purchases of an org, the first one first. */
export const listOrgRefunds = (db: Db, org: string): Promise<Refund[]> => list(db, org)

const list = async (db: Db, org: string, purchase?: string): Promise<Refund[]> => {
  const [rows, taken] = await Promise.all([
    lookUp(() =>
      db
        .select()
        .from(refunds)
        .where(and(eq(refunds.orgId, org), purchase === undefined ? undefined : eq(refunds.purchaseId, purchase)))
        .orderBy(asc(refunds.requestedAt), asc(refunds.refundId)),
    ),
    listTakenOfReturns(db, org, purchase),
  ])
  return rows.map((row) =>
    row.taken === null || row.status === 'failed'
      ? row
      : { ...row, taken: taken.get(row.refundId)?.taken ?? row.taken },
  )
}

const requestedRows = (sql: Db['$client'], now: Temporal.Instant, before: Temporal.Instant): Fragment => sql`
        from refunds r
       where r.status = 'requested' and r.requested_at < ${before.toString()}
         and ${isDue(sql, 'refund', sql`r.org_id`, sql`r.refund_id`, now)}`

/** Refunds that were asked for and not made within some seconds. */
export const requestedRefunds =
  (patienceSeconds: number): DueWork =>
  (sql, now) =>
    sql`select r.requested_at as since ${requestedRows(sql, now, now.subtract({ seconds: patienceSeconds }))}`

/** Refunds that were asked for before an instant, of which Stripe was not told or whose answer was lost, and that are due. */
export const listRequestedRefunds = (
  db: Db,
  now: Temporal.Instant,
  before: Temporal.Instant,
  most = 100,
): Promise<Refund[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<Record<string, unknown>[]>`
      select r.* ${requestedRows(sql, now, before)}
       order by ${dueSince(sql, 'refund', sql`r.org_id`, sql`r.refund_id`, sql`r.requested_at`)}, r.requested_at, r.refund_id
       limit ${most}`
    return rows.map((row) => readRow(refunds, row))
  })
