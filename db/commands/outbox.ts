import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'

export type OutboxWork = {
  readonly outboxId: string
  readonly kind: 'invoice_document'
  readonly org: string
  readonly reference: string
  readonly attempts: number
}

type Row = { outbox_id: string; kind: 'invoice_document'; org_id: string; reference: string; attempts: number }

/** Takes due documents; what is not finished within `leaseSeconds` is due again. */
export const takeOutbox = (
  db: Db,
  now: Temporal.Instant,
  leaseSeconds: number,
  most: number,
): Promise<readonly OutboxWork[]> =>
  call(async () => {
    const rows = await db.$client<Row[]>`
      select outbox_id::text, kind, org_id, reference, attempts
        from take_outbox(${now.toString()}, make_interval(secs => ${leaseSeconds}), ${most})`
    return rows.map((row) => ({
      outboxId: row.outbox_id,
      kind: row.kind,
      org: row.org_id,
      reference: row.reference,
      attempts: row.attempts,
    }))
  })

export const finishOutbox = (db: Db, outboxId: string, at: Temporal.Instant): Promise<void> =>
  call(async () => {
    await db.$client`select finish_outbox(${outboxId}, ${at.toString()})`
  })

export const postponeOutbox = (db: Db, outboxId: string, dueAt: Temporal.Instant, error: string): Promise<void> =>
  call(async () => {
    await db.$client`select postpone_outbox(${outboxId}, ${dueAt.toString()}, ${error})`
  })
