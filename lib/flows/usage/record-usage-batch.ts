import { type Ctx, requirePermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { Charged } from './charge-orgs'
import { type ItemResult, isResult, refusedItem } from './item-result'
import { type ReadEvent, readEvent, type UsageEvent } from './price-event'
import { chargeEvents } from './teller'

export type { ItemResult } from './item-result'
export type { UsageEvent } from './price-event'

export type Recorded = {
  readonly results: readonly ItemResult[]
  /** Compute units that are left, where all events are of one org and it lives on a weekly quota (G8). */
  readonly computeRemaining: string | null
}

/**
 * Prices usage events, has the org's sources pay for them and counts them (M1, M3, M4): each key once, each item with
 * its own answer, in the order they came. An item that can't be priced or paid is refused and does not sink the others.
 */
export const recordUsageBatch = async (ctx: Ctx, events: readonly UsageEvent[]): Promise<Recorded> => {
  requirePermission(ctx, 'usage:write')
  const read = events.map((event) => (maySee(ctx, event.org) ? readEvent(event, ctx.now) : hiddenItem(event)))
  const byOrg = new Map<string, ReadEvent[]>()
  for (const each of read) {
    if (isResult(each)) continue
    const own = byOrg.get(each.event.org) ?? []
    own.push(each)
    byOrg.set(each.event.org, own)
  }
  const charged = await Promise.all([...byOrg].map(([org, own]) => chargeEvents(ctx.db, org, own, ctx.now)))
  return {
    results: read.map((each) => (isResult(each) ? each : resultOf(charged, each))),
    computeRemaining: charged.length === 1 ? (charged[0]?.computeRemaining ?? null) : null,
  }
}

const resultOf = (charged: readonly Charged[], read: ReadEvent): ItemResult => {
  for (const { results } of charged) {
    const result = results.get(read)
    if (result) return result
  }
  throw new Error(`the event ${read.event.key} was not answered`)
}

const hiddenItem = ({ key, org }: UsageEvent): ItemResult =>
  refusedItem(key, 'unknown_org', `There is no organization ${org}.`, { org })

const maySee = (ctx: Ctx, org: string): boolean => {
  try {
    requirePermission(ctx, 'usage:write', org)
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return false
    throw error
  }
}
