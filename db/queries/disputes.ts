import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { disputes } from '@/db/schema/index'
import { lookUp } from './look-up'

export type Dispute = typeof disputes.$inferSelect

/** The disputes of an org's payments, newest first. */
export const listDisputes = (db: Db, org: string): Promise<Dispute[]> =>
  lookUp(() => db.select().from(disputes).where(eq(disputes.orgId, org)).orderBy(desc(disputes.openedAt)))

export const findDispute = (db: Db, org: string, disputeId: string): Promise<Dispute | null> =>
  lookUp(async () => {
    const [row] = await db
      .select()
      .from(disputes)
      .where(and(eq(disputes.orgId, org), eq(disputes.disputeId, disputeId)))
    return row ?? null
  })
