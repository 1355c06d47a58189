import { type CallWork, settleCall } from '@/db/commands/calls'
import { findStoredGate } from '@/db/queries/gate-row'
import { findQuotaWeek } from '@/db/queries/quota-weeks'
import type { Ctx } from '@/lib/context'
import { plainQuantity } from '@/lib/core/money/amount-text'
import { backOffSeconds } from './back-off'
import { callCell } from './call-cell'

/**
 * Tells the org's cell that use of the week's quota crossed a threshold (Q3), until the cell acknowledges it. An org
 * without a cell has nobody to tell.
 */
export const deliverQuotaNotice = async (ctx: Ctx, work: CallWork, timeoutMs: number): Promise<void> => {
  const { org, reference, createdAt } = work
  const split = reference.lastIndexOf(':')
  const weekId = reference.slice(0, split)
  const percent = Number(reference.slice(split + 1))
  const [gate, week] = await Promise.all([findStoredGate(ctx.db, org), findQuotaWeek(ctx.db, org, weekId)])
  if (!week) throw new Error(`the notice ${reference} names no week`)
  const done = { at: ctx.now, dueAt: null, error: '', delivery: null }
  if (!gate || gate.cell === null) return settleCall(ctx.db, work, done)
  const message = {
    type: 'quota.threshold',
    org,
    week: week.week,
    percent,
    quota: plainQuantity(week.quota),
    used: plainQuantity(week.used),
    startsAt: week.startsAt.toString(),
    endsAt: week.endsAt.toString(),
    at: createdAt.toString(),
  }
  const answer = await callCell(ctx, gate.cell, { id: `quota_${org}_${weekId}_${percent}`, message, timeoutMs })
  const now = ctx.now.add({ milliseconds: answer.tookMs })
  const { acknowledged, error } = answer
  const dueAt = acknowledged ? null : now.add({ seconds: backOffSeconds(work.attempts) })
  await settleCall(ctx.db, work, { at: now, dueAt, error, delivery: null })
}
