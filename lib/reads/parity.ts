import { findOrg } from '@/db/queries/orgs'
import { portalTotals, sourceTotals, type UsageTotal } from '@/db/queries/usage-totals'
import { type Ctx, requirePermission } from '@/lib/context'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import type { DaySpan } from '@/lib/core/time/day'
import { compareUsage, type ReportedUsage } from '@/lib/core/usage/parity'
import { quantityPlaces } from '@/lib/core/usage/price'
import { portalSource } from '@/lib/core/usage/source'
import { Refusal } from '@/lib/platform/errors'

export type ParityQuestion = {
  /** Names of sources; `portal` is what was counted here. */
  readonly left: string
  readonly right: string
  readonly span: DaySpan
  readonly by: 'day' | 'month'
  /** Null is every org. */
  readonly org: string | null
  /** Null is every meter. */
  readonly meter: string | null
}

const mostTotals = 20_000

const usageOf = ({ org, period, quantity }: UsageTotal): ReportedUsage => {
  const read = parseDecimal(quantity, quantityPlaces)
  if (read === null) throw new Error(`${quantity} is no quantity`)
  return { org, period, quantity: read }
}

const byMeter = (totals: readonly UsageTotal[]): ReadonlyMap<string, UsageTotal[]> => {
  const groups = new Map<string, UsageTotal[]>()
  for (const total of totals) {
    const group = groups.get(total.meter)
    if (group) group.push(total)
    else groups.set(total.meter, [total])
  }
  return groups
}

/** The org a question is about: a key that is limited to one asks about no other. */
const askedOrg = ({ actor }: Ctx, org: string | null): string | null =>
  org ?? (actor.kind === 'machine' ? actor.org : null)

/**
 * Compares what two sources say of the same usage, by org, meter and day or month (M6). A source that says nothing of a
 * period counts as zero. Refused where it would be more than 20 000 totals of a source.
 */
export const usageParity = async (ctx: Ctx, question: ParityQuestion) => {
  const org = askedOrg(ctx, question.org)
  requirePermission(ctx, 'usage:read', org ?? undefined)
  if (org !== null && !(await findOrg(ctx.db, org, ctx.now))) {
    throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  }
  const { left, right, span, by, meter } = question
  const totalsOf = async (source: string) => {
    const wanted = { span, by, org, meter, most: mostTotals + 1 }
    const totals = await (source === portalSource ? portalTotals(ctx.db, wanted) : sourceTotals(ctx.db, source, wanted))
    if (totals.length <= mostTotals) return byMeter(totals)
    throw new Refusal(
      'invalid_request',
      'This is too much to compare at once; ask about an org, a meter or fewer days.',
    )
  }
  const [ofLeft, ofRight] = await Promise.all([totalsOf(left), totalsOf(right)])
  const meters = [...new Set([...ofLeft.keys(), ...ofRight.keys()])].sort()
  return meters.flatMap((name) =>
    compareUsage((ofLeft.get(name) ?? []).map(usageOf), (ofRight.get(name) ?? []).map(usageOf)).map((row) => ({
      ...row,
      meter: name,
      left: formatDecimal(row.left, quantityPlaces, 0),
      right: formatDecimal(row.right, quantityPlaces, 0),
      difference: formatDecimal(row.difference, quantityPlaces, 0),
    })),
  )
}
