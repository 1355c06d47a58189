import { and, asc, eq, lt } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { refunds } from '@/db/schema/index'
import { listTakenOfReturns } from './gone-credit'
import { lookUp } from './look-up'
import { dueOf, dueSinceOf } from './retries'

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

/** Refunds that were asked for before an instant, of which Stripe was not told or whose answer was lost, and that are due. */
export const listRequestedRefunds = (
  db: Db,
  now: Temporal.Instant,
  before: Temporal.Instant,
  most = 100,
): Promise<Refund[]> =>
  lookUp(() =>
    db
      .select()
      .from(refunds)
      .where(
        and(
          eq(refunds.status, 'requested'),
          lt(refunds.requestedAt, before),
          dueOf('refund', refunds.orgId, refunds.refundId, now),
        ),
      )
      .orderBy(
        dueSinceOf('refund', refunds.orgId, refunds.refundId, refunds.requestedAt),
        asc(refunds.requestedAt),
        asc(refunds.refundId),
      )
      .limit(most),
  )
