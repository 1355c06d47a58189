import { listOlderImports } from '@/db/queries/imported-usage'
import type { Ctx } from '@/lib/context'
import { formatDecimal } from '@/lib/core/money/decimal'
import { quantityPlaces } from '@/lib/core/usage/price'
import type { ItemResult } from './item-result'
import type { UsageEvent } from './price-event'
import { recordUsageBatch } from './record-usage-batch'

export type ImportResult = ItemResult | { readonly key: string; readonly outcome: 'older' }

const batchSize = 1000

const sameUse = (meter: string, resource: string, quantity: string, at: bigint): string =>
  JSON.stringify([meter, resource, quantity, String(at)])

const contentOf = ({ meter, resource, quantity, at }: UsageEvent): string =>
  sameUse(meter, resource, formatDecimal(quantity, quantityPlaces, 0), at.epochNanoseconds / 1000n)

/** How often each use of an org was imported by a version that knew rows by their file, on the days of these events. */
const olderOf = async (ctx: Ctx, org: string, events: readonly UsageEvent[]): Promise<Map<string, number>> => {
  const days = events.map(({ at }) => at.toString().slice(0, 10)).sort()
  const [from, to] = [days[0], days.at(-1)]
  if (!from || !to) return new Map()
  const rows = await listOlderImports(ctx.db, org, from, to)
  return new Map(
    rows.map(({ meter, resource, quantity, at, count }) => [sameUse(meter, resource, quantity, at), count]),
  )
}

/**
 * Records the usage of an imported file. Rows that an older version imported are on record under keys of another kind: as
 * many equal uses as were counted then are known, and not counted again.
 * @param told how many events are done, batch by batch.
 */
export const importUsage = async (
  ctx: Ctx,
  events: readonly UsageEvent[],
  told: (count: number) => void = () => {},
): Promise<readonly ImportResult[]> => {
  const older = new Map<string, Map<string, number>>()
  for (const org of new Set(events.map((event) => event.org))) {
    older.set(
      org,
      await olderOf(
        ctx,
        org,
        events.filter((event) => event.org === org),
      ),
    )
  }
  const isKnown = (event: UsageEvent): boolean => {
    const left = older.get(event.org)?.get(contentOf(event)) ?? 0
    if (left > 0) older.get(event.org)?.set(contentOf(event), left - 1)
    return left > 0
  }
  const results: ImportResult[] = []
  for (let start = 0; start < events.length; start += batchSize) {
    const batch = events.slice(start, start + batchSize)
    const known = new Set(batch.filter(isKnown))
    const { results: recorded } = await recordUsageBatch(
      ctx,
      batch.filter((event) => !known.has(event)),
    )
    const next = recorded[Symbol.iterator]()
    for (const event of batch) {
      const result = known.has(event) ? ({ key: event.key, outcome: 'older' } as const) : next.next().value
      if (result) results.push(result)
    }
    told(batch.length)
  }
  return results
}
