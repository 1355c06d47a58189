import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'

/** What is worked off one by one; calls to cells are taken by cell. */
export type OutboxKind = 'invoice_document' | 'alert_mail'

export type OutboxWork = {
  readonly outboxId: string
  readonly org: string
  readonly reference: string
  readonly attempts: number
}

type Row = { outbox_id: string; org_id: string; reference: string; attempts: number }

/** Takes due work of a kind; what is not finished within `leaseSeconds` is due again. */
export const takeOutbox = (
  db: Db,
  kind: OutboxKind,
  now: Temporal.Instant,
  leaseSeconds: number,
  most: number,
): Promise<readonly OutboxWork[]> =>
  call(async () => {
    const rows = await db.$client<Row[]>`
      select outbox_id::text, org_id, reference, attempts
        from take_outbox(${kind}, ${now.toString()}, make_interval(secs => ${leaseSeconds}), ${most})`
    return rows.map((row) => ({
      outboxId: row.outbox_id,
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
