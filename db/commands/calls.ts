import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json, only } from './json'

/** Something a cell is to be told. */
export type CallWork = {
  readonly outboxId: string
  readonly kind: 'cell_command' | 'quota_notice'
  readonly org: string
  readonly reference: string
  readonly attempts: number
  /** When what it tells of happened. */
  readonly createdAt: Temporal.Instant
  /** Where the org's work ran when this was taken; empty where nowhere. */
  readonly cell: string
}

type Row = {
  outbox_id: string
  kind: CallWork['kind']
  org_id: string
  reference: string
  attempts: number
  created_at: string
  cell: string
}

/**
 * Takes due calls, at most `most` of each cell and none of the `busy` ones; what is not settled within `leaseSeconds`
 * is due again.
 */
export const takeCalls = (
  db: Db,
  now: Temporal.Instant,
  leaseSeconds: number,
  most: number,
  busy: readonly string[],
): Promise<readonly CallWork[]> =>
  call(async () => {
    const rows = await db.$client<Row[]>`
      select outbox_id::text, kind, org_id, reference, attempts, created_at, cell
        from take_calls(${now.toString()}, make_interval(secs => ${leaseSeconds}), ${most}, ${[...busy]})`
    return rows.map((row) => ({
      outboxId: row.outbox_id,
      kind: row.kind,
      org: row.org_id,
      reference: row.reference,
      attempts: row.attempts,
      createdAt: Temporal.Instant.from(row.created_at),
      cell: row.cell,
    }))
  })

/** One attempt to tell a cell of a halt or of its end, as it is kept. */
export type DeliveryWrite = {
  readonly messageId: string
  readonly cell: string
  readonly org: string
  readonly command: 'halt' | 'unblock'
  readonly generation: bigint
  readonly attemptedAt: Temporal.Instant
  readonly status: number | null
  readonly outcome: 'acknowledged' | 'failed' | 'overtaken'
  readonly error: string
}

export type CallSettlement = {
  readonly at: Temporal.Instant
  /** When to try again; null where the work is done. */
  readonly dueAt: Temporal.Instant | null
  readonly error: string
  readonly delivery: DeliveryWrite | null
}

const deliveryRow = ({ messageId, cell, org, command, generation, attemptedAt, ...rest }: DeliveryWrite) => ({
  message_id: messageId,
  cell,
  org_id: org,
  command,
  generation: String(generation),
  attempted_at: attemptedAt.toString(),
  ...rest,
})

/** Ends an attempt: the work is done or due again, and what was tried is kept. */
export const settleCall = (
  db: Db,
  { outboxId, attempts }: Pick<CallWork, 'outboxId' | 'attempts'>,
  { at, dueAt, error, delivery }: CallSettlement,
): Promise<void> =>
  call(async () => {
    const sql = db.$client
    await sql`
      select settle_call(${outboxId}, ${attempts}, ${at.toString()}, ${dueAt?.toString() ?? null}, ${error},
        ${json(sql, delivery && deliveryRow(delivery))})`
  })

/** What came of asking that a call be made at once. */
export type SentAgain = 'due' | 'under_way' | 'done' | 'unknown'

/** Makes a call that waits due now; one that is under way, or done, stays as it is. */
export const sendCallAgain = (db: Db, outboxId: string, now: Temporal.Instant, audit: unknown): Promise<SentAgain> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: SentAgain }[]>`
      select send_call_again(${outboxId}, ${now.toString()}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })
