import { finishOutbox, type OutboxWork, postponeOutbox, takeOutbox } from '@/db/commands/outbox'
import type { Ctx } from '@/lib/context'
import { type RenderInvoice, readInvoiceDocument } from '@/lib/flows/invoices/read-document'
import { log } from '@/lib/platform/log'

const leaseSeconds = 120
const mostAtOnce = 20

/** Seconds to wait before trying work again: 2, 4, 8 … up to an hour. */
const backOffSeconds = (attempts: number): number => Math.min(3600, 2 ** Math.min(attempts, 12))

/** Does what commits left behind: one round of due work. Answers how much was taken. */
export const deliverOutbox = async (ctx: Ctx, render: RenderInvoice): Promise<number> => {
  const due = await takeOutbox(ctx.db, ctx.now, leaseSeconds, mostAtOnce)
  await Promise.all(due.map((work) => deliver(ctx, render, work)))
  return due.length
}

const deliver = async (ctx: Ctx, render: RenderInvoice, work: OutboxWork): Promise<void> => {
  try {
    await readInvoiceDocument(ctx, render, work.org, work.reference)
    await finishOutbox(ctx.db, work.outboxId, ctx.now)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    log.error({ err: error, work }, 'outbox work failed')
    await postponeOutbox(ctx.db, work.outboxId, ctx.now.add({ seconds: backOffSeconds(work.attempts) }), message)
  }
}
