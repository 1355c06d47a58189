import { recordSourceTotals } from '@/db/commands/source-totals'
import { type Ctx, requirePermission } from '@/lib/context'
import { formatDecimal } from '@/lib/core/money/decimal'
import type { Day } from '@/lib/core/time/day'
import { type Quantity, quantityPlaces } from '@/lib/core/usage/price'
import { portalSource } from '@/lib/core/usage/source'
import { Refusal } from '@/lib/platform/errors'

/** What a source measured of an org's use of a meter on a civil day. */
export type ReportedTotal = {
  readonly org: string
  readonly meter: string
  readonly day: Day
  readonly quantity: Quantity
}

/**
 * Takes what another system measured of the same usage, to be compared with what the portal counted (M6). It charges
 * nothing. Of an org, meter and day the last report counts, also within one report. One unknown org sinks them all.
 * @returns how many totals were kept.
 */
export const reportTotals = async (ctx: Ctx, source: string, totals: readonly ReportedTotal[]): Promise<number> => {
  requirePermission(ctx, 'usage:write')
  if (source === portalSource) {
    throw new Refusal('invalid_request', 'What the portal counted is not reported.', { field: 'source' })
  }
  for (const org of new Set(totals.map((total) => total.org))) requirePermission(ctx, 'usage:write', org)
  const last = new Map(totals.map((total) => [`${total.org} ${total.meter} ${total.day}`, total]))
  const rows = [...last.values()].map((total) => ({
    ...total,
    quantity: formatDecimal(total.quantity, quantityPlaces),
  }))
  const { unknown } = await recordSourceTotals(ctx.db, source, rows, ctx.now)
  if (unknown !== null) throw new Refusal('unknown_org', `There is no organization ${unknown}.`, { org: unknown })
  return rows.length
}
