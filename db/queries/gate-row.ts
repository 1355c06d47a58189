import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { call } from '@/db/commands/call'
import { orgGates } from '@/db/schema/index'

export type GateRow = typeof orgGates.$inferSelect

/** What the gate says of an org at this moment; null where it was not reckoned yet. */
export const findGate = (db: Db, org: string): Promise<GateRow | null> =>
  call(async () => {
    const [row] = await db.select().from(orgGates).where(eq(orgGates.orgId, org))
    return row ?? null
  })
