import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { disputes } from '@/db/schema/index'
import { call } from './call'

/** Records a dispute as it was read, over what was read before. */
export const recordDispute = (
  db: Db,
  dispute: Omit<typeof disputes.$inferInsert, 'readAt'>,
  at: Temporal.Instant,
): Promise<void> =>
  call(async () => {
    const { amount, status, taken, returned } = dispute
    await db
      .insert(disputes)
      .values({ ...dispute, readAt: at })
      .onConflictDoUpdate({
        target: [disputes.orgId, disputes.disputeId],
        set: { amount, status, taken, returned, readAt: at },
      })
  })
