import { sendCallAgain } from '@/db/commands/calls'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'

/**
 * Has something that a cell is to be told sent now, instead of when its back-off is over. It is made due and no more: the
 * delivery that runs by itself takes it as ever, so that nothing is sent twice at once. Refuses what is not there.
 */
export const sendAgain = async (
  ctx: Ctx,
  delivery: string,
): Promise<{ readonly outcome: 'due' | 'under_way' | 'done' }> => {
  requirePermission(ctx, 'platform:admin')
  const audit = auditEntry(ctx, 'delivery.send_again', { subject: delivery })
  const outcome = await sendCallAgain(ctx.db, delivery, ctx.now, audit)
  if (outcome === 'unknown') throw new Refusal('not_found', `There is no delivery ${delivery}.`)
  return { outcome }
}
