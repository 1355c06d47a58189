import { type CallWork, settleCall, takeCalls } from '@/db/commands/calls'
import { finishOutbox, type OutboxWork, postponeOutbox, takeOutbox } from '@/db/commands/outbox'
import type { Ctx } from '@/lib/context'
import { type RenderInvoice, readInvoiceDocument } from '@/lib/flows/invoices/read-document'
import { whyOf } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { backOffSeconds, commandBackOffSeconds } from './back-off'
import { deliverCellCommand } from './deliver-cell-command'
import { deliverQuotaNotice } from './deliver-quota-notice'

const documentLeaseSeconds = 120
const mostDocuments = 20
/** Longer than a call can take: 10 s for the cell, and what the database is given before and after. */
const callLeaseSeconds = 60
const callTimeoutMs = 10_000
const mostCallsOfACell = 8

/** Cells that are being called by this process, each with the calls under way. */
export type BusyCells = Map<string, Promise<void>>

/** Renders the documents that commits left behind: one round. Answers how many were taken. */
export const deliverDocuments = async (ctx: Ctx, render: RenderInvoice): Promise<number> => {
  const due = await takeOutbox(ctx.db, 'invoice_document', ctx.now, documentLeaseSeconds, mostDocuments)
  await Promise.all(due.map((work) => deliverDocument(ctx, render, work)))
  return due.length
}

const deliverDocument = async (ctx: Ctx, render: RenderInvoice, work: OutboxWork): Promise<void> => {
  try {
    await readInvoiceDocument(ctx, render, work.org, work.reference)
    await finishOutbox(ctx.db, work.outboxId, ctx.now)
  } catch (error) {
    log.error({ err: error, work }, 'outbox work failed')
    await postponeOutbox(ctx.db, work.outboxId, ctx.now.add({ seconds: backOffSeconds(work.attempts) }), whyOf(error))
  }
}

/**
 * Begins the calls that are due, for every cell that is not being called already, and does not wait for them: a cell
 * that is slow or gone holds up its own calls alone, and at most eight of those at a time. Answers how many were taken.
 * @param busy who is being called; the same map for every round of a process. Its values are what to wait for at the end.
 */
export const deliverCalls = async (ctx: Ctx, busy: BusyCells, timeoutMs = callTimeoutMs): Promise<number> => {
  const due = await takeCalls(ctx.db, ctx.now, callLeaseSeconds, mostCallsOfACell, [...busy.keys()])
  for (const cell of new Set(due.map((work) => work.cell))) {
    const own = due.filter((work) => work.cell === cell)
    const calls = Promise.all(own.map((work) => deliverCall(ctx, work, timeoutMs))).then(() => {
      busy.delete(cell)
    })
    busy.set(cell, calls)
  }
  return due.length
}

/** Never fails: what cannot even be written down is due again when its lease ends. */
const deliverCall = async (ctx: Ctx, work: CallWork, timeoutMs: number): Promise<void> => {
  try {
    if (work.kind === 'cell_command') await deliverCellCommand(ctx, work, timeoutMs)
    else await deliverQuotaNotice(ctx, work, timeoutMs)
  } catch (error) {
    log.error({ err: error, work }, 'call to a cell failed')
    const backOff = work.kind === 'cell_command' ? commandBackOffSeconds : backOffSeconds
    const dueAt = ctx.now.add({ seconds: backOff(work.attempts) })
    await settleCall(ctx.db, work, { at: ctx.now, dueAt, error: whyOf(error), delivery: null }).catch((lost: unknown) =>
      log.error({ err: lost, work }, 'outbox work left to its lease'),
    )
  }
}
