import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor, writePico } from '@/db/columns'
import type { Minor, Pico } from '@/lib/core/money/amount'
import { call } from './call'
import { json, only } from './json'

export type RefundRequest = {
  readonly refundId: string
  readonly amount: Minor
  readonly share: Pico
  readonly reason: string
  readonly by: string
}

type Opened = 'opened' | 'existing' | 'mismatch' | 'stale' | 'unknown'

/**
 * Opens a refund of a purchase.
 * @param before what of the purchase was refunded when this was decided.
 */
export const openRefund = (
  db: Db,
  org: string,
  purchaseId: string,
  { refundId, amount, share, reason, by }: RefundRequest,
  { before, at, audit }: { readonly before: Minor; readonly at: Temporal.Instant; readonly audit: unknown },
): Promise<Opened> =>
  call(async () => {
    const sql = db.$client
    const refund = {
      refund_id: refundId,
      amount: writeMinor(amount),
      share: writePico(share),
      reason,
      requested_by: by,
    }
    const rows = await sql<{ outcome: Opened }[]>`
      select open_refund(${org}, ${purchaseId}, ${json(sql, refund)}, ${writeMinor(before)}::numeric, ${at.toString()},
        ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })

/** Notes how a refund stands at Stripe, and what credit it took back. Answers how it is kept. */
export const settleRefund = (
  db: Db,
  org: string,
  refundId: string,
  {
    status,
    stripeRefundId,
    failure,
    taken,
    at,
  }: {
    readonly status: 'pending' | 'succeeded' | 'failed'
    readonly stripeRefundId: string | null
    readonly failure: string
    readonly taken: Pico
    readonly at: Temporal.Instant
  },
): Promise<'pending' | 'succeeded' | 'failed'> =>
  call(async () => {
    const rows = await db.$client<{ kept: 'pending' | 'succeeded' | 'failed' }[]>`
      select settle_refund(${org}, ${refundId}, ${status}, ${stripeRefundId}, ${failure}, ${writePico(taken)}::numeric,
        ${at.toString()}) as kept`
    return only(rows).kept
  })
