import { desc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { disputes } from '@/db/schema/index'
import { type Pico, pico } from '@/lib/core/money/amount'
import { listTakenOfReturns } from './gone-credit'
import { lookUp } from './look-up'

/**
 * A dispute as it was read. `taken` is the credit that is frozen by now, or was when it was decided; null where it took no
 * effect on credit yet, or none at all.
 */
export type Dispute = Omit<typeof disputes.$inferSelect, 'taken' | 'returned'> & {
  readonly taken: Pico | null
  readonly returned: Pico
}

/** The disputes of an org's payments, newest first. */
export const listDisputes = async (db: Db, org: string): Promise<Dispute[]> => {
  const [rows, taken] = await Promise.all([
    lookUp(() => db.select().from(disputes).where(eq(disputes.orgId, org)).orderBy(desc(disputes.openedAt))),
    listTakenOfReturns(db, org),
  ])
  return rows.map((row) => {
    const credit = taken.get(row.disputeId)
    return { ...row, taken: credit?.taken ?? null, returned: credit?.returned ?? pico(0n) }
  })
}

export const findDispute = async (db: Db, org: string, disputeId: string): Promise<Dispute | null> =>
  (await listDisputes(db, org)).find((dispute) => dispute.disputeId === disputeId) ?? null
