import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor } from '@/db/columns'
import { disputes } from '@/db/schema/index'
import { call } from './call'
import { json } from './json'

type DisputeRow = Omit<typeof disputes.$inferInsert, 'readAt'>

/**
 * Notes a dispute before credit is taken for it; what is known of it already stays.
 * @param freezes whether it takes credit: where it begins to, recharges are switched off.
 */
export const openDispute = (
  db: Db,
  { orgId, amount, openedAt, disputeId, purchaseId, currency, reason, status }: Omit<DisputeRow, 'taken' | 'returned'>,
  freezes: boolean,
  at: Temporal.Instant,
): Promise<void> =>
  call(async () => {
    const row = {
      dispute_id: disputeId,
      purchase_id: purchaseId,
      amount: writeMinor(amount),
      currency,
      reason,
      status,
      taken: '0',
      returned: '0',
      opened_at: openedAt.toString(),
      read_at: at.toString(),
    }
    await db.$client`select open_dispute(${orgId}, ${json(db.$client, row)}, ${freezes})`
  })

/** Records a dispute as it was read, over what was read before. */
export const recordDispute = (db: Db, dispute: DisputeRow, at: Temporal.Instant): Promise<void> =>
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
