import { Temporal } from 'temporal-polyfill'
import { readPico } from '@/db/columns'
import { findWaitingUsage, type WaitingUsage } from '@/db/queries/unfunded-usage'
import type { Ctx } from '@/lib/context'
import { isResult } from './item-result'
import { readEvent } from './price-event'
import { chargeEvents } from './teller'

const mostAtOnce = 500

/**
 * Tries usage again that no source could pay when it came in, the oldest first: what funds cover by now is charged,
 * the rest goes on waiting. Nobody is halted for it anew. Answers how much was charged.
 */
export const chargeWaitingUsage = async (ctx: Ctx): Promise<number> => {
  let charged = 0
  for (const { org, events } of await findWaitingUsage(ctx.db, mostAtOnce)) {
    for (const event of events) charged += await tryAgain(ctx, org, event)
  }
  return charged
}

const tryAgain = async (ctx: Ctx, org: string, { key, event }: WaitingUsage): Promise<0 | 1> => {
  const { meter, quantity, at, resource, properties, reservation } = event
  const read = readEvent(
    { key, org, meter, quantity: readPico(quantity), at: Temporal.Instant.from(at), resource, properties, reservation },
    ctx.now,
  )
  if (isResult(read)) return 0
  const { results } = await chargeEvents(ctx.db, org, [read], ctx.now, true)
  return results.get(read)?.outcome === 'accepted' ? 1 : 0
}
