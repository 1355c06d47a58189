import { Temporal } from 'temporal-polyfill'
import { readPico } from '@/db/columns'
import { findWaitingUsage, type WaitingUsage } from '@/db/queries/unfunded-usage'
import type { Ctx } from '@/lib/context'
import { tryEach } from '@/lib/flows/jobs/try-each'
import { type ItemResult, isResult } from './item-result'
import { readEvent } from './price-event'
import { chargeEvents } from './teller'

const mostAtOnce = 500
/** One org that has much waiting leaves room for the others. */
const mostOfAnOrg = 100

/**
 * Tries usage again that no source could pay when it came in, the oldest first: what funds cover by now is charged,
 * the rest waits, longer after each attempt, unless the account changes: then it is tried at once. Nobody is halted for it
 * again. Answers how much was charged.
 */
export const chargeWaitingUsage = async (ctx: Ctx): Promise<number> => {
  const waiting = await findWaitingUsage(ctx.db, ctx.now, mostOfAnOrg, mostAtOnce)
  const work = waiting.flatMap(({ org, version, events }) =>
    events.map((item) => ({ org, reference: item.key, version: BigInt(version), item: { org, item } })),
  )
  return tryEach(ctx, 'usage', work, ({ org, item }) => tryAgain(ctx, org, item))
}

const tryAgain = async (ctx: Ctx, org: string, { key, event }: WaitingUsage): Promise<true | string> => {
  const { meter, quantity, at, resource, properties, reservation } = event
  const read = readEvent(
    { key, org, meter, quantity: readPico(quantity), at: Temporal.Instant.from(at), resource, properties, reservation },
    ctx.now,
  )
  if (isResult(read)) return sentenceOf(read)
  const { results } = await chargeEvents(ctx.db, org, [read], ctx.now, true)
  const result = results.get(read)
  return result?.outcome === 'refused' ? sentenceOf(result) : true
}

const sentenceOf = (result: ItemResult): string =>
  result.outcome === 'refused' ? result.refusal.sentence : 'It is counted already.'
