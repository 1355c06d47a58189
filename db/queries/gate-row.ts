import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import { orgGates } from '@/db/schema/index'
import type { HaltReason } from '@/lib/core/gate/project'
import { lookUp } from './look-up'

/** The gate as it is stored, whether or not it still holds: what a cell was told last, and how often. */
export type StoredGate = Omit<typeof orgGates.$inferSelect, 'reason' | 'unitsRemaining' | 'unitsHeld'> & {
  readonly reason: HaltReason | ''
  readonly unitsRemaining: bigint
  readonly unitsHeld: bigint
}

/** The stored gate of an org; null where it was never projected. Who decides whether work may start asks `findGate`. */
export const findStoredGate = (db: Db, org: string): Promise<StoredGate | null> =>
  lookUp(async () => {
    const [row] = await db.select().from(orgGates).where(eq(orgGates.orgId, org))
    if (!row) return null
    return {
      ...row,
      reason: row.reason as HaltReason | '',
      unitsRemaining: readPico(row.unitsRemaining),
      unitsHeld: readPico(row.unitsHeld),
    }
  })
