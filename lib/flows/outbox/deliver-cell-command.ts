import { type CallSettlement, type CallWork, type DeliveryWrite, settleCall } from '@/db/commands/calls'
import { findStoredGate, type StoredGate } from '@/db/queries/gate-row'
import type { Ctx } from '@/lib/context'
import { haltReasonOf } from '@/lib/core/gate/project'
import { commandBackOffSeconds } from './back-off'
import { callCell } from './call-cell'

/** What a cell is told: by the generation it knows an old command from a new one. */
type CellCommand = {
  readonly type: 'org.halt' | 'org.unblock'
  readonly org: string
  readonly generation: number
  /** Why it is halted; empty where it is not. */
  readonly reason: string
  readonly biller: string
  /** When the halt began or ended. */
  readonly at: string
}

const commandOf = (gate: StoredGate, { org, createdAt }: CallWork, generation: bigint) =>
  ({
    type: gate.halted ? 'org.halt' : 'org.unblock',
    org,
    generation: Number(generation),
    reason: haltReasonOf(gate),
    biller: gate.biller,
    at: createdAt.toString(),
  }) satisfies CellCommand

/**
 * Tells the org's cell that the org was halted or unblocked (G5), once; the work stays due until a cell acknowledges it
 * with a 2xx. The message's id says org and generation, so that a cell that gets it twice acts once. Where the gate has
 * moved on meanwhile nothing is sent: the newer command has work of its own. An org without a cell has nobody to tell.
 * @throws where the gate is not there or is older than the command: then nothing is known, and it is looked at again.
 */
export const deliverCellCommand = async (ctx: Ctx, work: CallWork, timeoutMs: number): Promise<void> => {
  const [command, generation] = readReference(work.reference)
  const gate = await findStoredGate(ctx.db, work.org)
  if (!gate || gate.generation < generation) throw new Error('the gate does not know of this command')
  if (gate.generation === generation && gate.cell === null) return settleCall(ctx.db, work, done(ctx, null))
  const cell = gate.cell ?? work.cell
  const messageId = `cmd_${work.org}_${generation}`
  const delivery = {
    messageId,
    cell,
    org: work.org,
    command,
    generation,
    attemptedAt: ctx.now,
    status: null,
    outcome: 'overtaken',
    error: '',
  } satisfies DeliveryWrite
  if (gate.generation > generation) return settleCall(ctx.db, work, done(ctx, cell === '' ? null : delivery))

  const message = commandOf(gate, work, generation)
  const answer = await callCell(ctx, cell, { id: messageId, message, timeoutMs })
  const { status, acknowledged, error, tookMs } = answer
  const now = ctx.now.add({ milliseconds: tookMs })
  await settleCall(ctx.db, work, {
    at: now,
    dueAt: acknowledged ? null : now.add({ seconds: commandBackOffSeconds(work.attempts) }),
    error,
    delivery: { ...delivery, status, outcome: acknowledged ? 'acknowledged' : 'failed', error },
  })
}

/** `halt:17`: what the cell is to be told, and which generation it is. */
const readReference = (reference: string): ['halt' | 'unblock', bigint] => {
  const [command, generation = ''] = reference.split(':')
  if (command !== 'halt' && command !== 'unblock') throw new Error(`there is no command ${reference}`)
  return [command, BigInt(generation)]
}

const done = (ctx: Ctx, delivery: DeliveryWrite | null): CallSettlement => ({
  at: ctx.now,
  dueAt: null,
  error: '',
  delivery,
})
