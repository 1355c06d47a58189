import { findLateMonths } from '@/db/queries/billed-months'
import { loadDeclared } from '@/db/queries/declared-words'
import { type LateUsageSum, sumLateUsage } from '@/db/queries/late-usage'
import { listOrgs } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'
import { groupBy } from '@/lib/core/group-by'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { lineAmount } from '@/lib/core/pricing/line-amount'
import { nameOfPrice } from '@/lib/core/pricing/spoken-prices'
import { isRefused } from '@/lib/core/refusal'
import type { Month } from '@/lib/core/time/day'
import type { Declared } from '@/lib/core/usage/meter-words'
import { openCorrections } from './open-corrections'

export type ToldLate = {
  readonly month: Month
  readonly kind: 'usage' | 'tenant_fee' | 'setup_fee' | 'skill'
  /** The meter as it is called, or the tenant. */
  readonly subject: string
  /** The skill as it is called; empty otherwise. */
  readonly detail: string
  /** Before tax, decimal text with two places; negative for credit. */
  readonly amount: string
  readonly facts: number
}

export type ToldLateOrg = {
  readonly org: string
  readonly name: string
  readonly currency: string
  readonly items: readonly ToldLate[]
  /** Why what was told cannot be billed; empty if it can. */
  readonly refused: string
}

const usageItem = (declared: Declared, { month, meter, postpaid, events }: LateUsageSum): ToldLate => ({
  month,
  kind: 'usage',
  subject: nameOfPrice(declared, 'en', 'usage', meter),
  detail: '',
  amount: formatDecimal(lineAmount(postpaid), minorPlaces),
  facts: events,
})

/** What was recorded after its month was billed and is on no invoice yet, by org (I14). */
export const adminToldLate = async (ctx: Ctx): Promise<readonly ToldLateOrg[]> => {
  requirePermission(ctx, 'platform:admin')
  const { db, now } = ctx
  const orgs = await listOrgs(db, now)
  const [months, usage, declared] = await Promise.all([
    findLateMonths(
      db,
      orgs.map(({ org }) => org),
    ),
    sumLateUsage(db),
    loadDeclared(db),
  ])
  const late = groupBy(months, ({ org }) => org)
  const used = groupBy(usage, ({ org }) => org)
  const found: ToldLateOrg[] = []
  for (const each of orgs) {
    const { org, name, currency } = each
    const own = late.get(org)
    if (!own && !used.has(org)) continue
    const corrections = own ? await openCorrections(db, each, own) : []
    const items = isRefused(corrections)
      ? []
      : corrections.map(({ amount, subject, explain: { corrects, events } }): ToldLate => {
          const { month = '', kind = 'tenant_fee', detail = '' } = corrects ?? {}
          const named = nameOfPrice(declared, 'en', kind, detail)
          return {
            month,
            kind,
            subject,
            detail: named,
            amount: formatDecimal(amount, minorPlaces),
            facts: events.length,
          }
        })
    const all = [...(used.get(org) ?? []).map((sum) => usageItem(declared, sum)), ...items]
    const refused = isRefused(corrections) ? corrections.sentence : ''
    if (all.length > 0 || refused !== '') found.push({ org, name, currency, items: all, refused })
  }
  return found
}
