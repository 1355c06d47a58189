import { listOrgs } from '@/db/queries/orgs'
import type { PriceDraft } from '@/db/queries/price-drafts'
import { loadWhatIf } from '@/db/queries/what-if'
import type { Ctx } from '@/lib/context'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { percentChange } from '@/lib/core/pricing/differences'
import { readPriceSet } from '@/lib/core/pricing/price-set'
import { nameOfPrice } from '@/lib/core/pricing/spoken-prices'
import { type Amounts, whatIf } from '@/lib/core/pricing/what-if'
import type { MonthDays } from '@/lib/core/pricing/what-if-lines'
import { type OrgTotal, summariseWhatIf } from '@/lib/core/pricing/what-if-summary'
import type { Declared } from '@/lib/core/usage/meter-words'

export type WhatIfView = Awaited<ReturnType<typeof whatIfView>>
export type WhatIfAmounts = ReturnType<typeof amountsOf>
export type WhatIfOrgs = WhatIfView['more']

/** The most orgs, parts and refusals that are listed each. */
const most = 50

const cents = (amount: bigint): string => formatDecimal(amount, minorPlaces)

const amountsOf = ({ before, after }: Amounts) => ({
  before: cents(before),
  after: cents(after),
  difference: cents(after - before),
  percent: percentChange(before, after),
})

/**
 * What the last months would have been at a draft's prices, as a page shows it.
 * @param least lists the orgs with the smallest change first.
 */
export const whatIfView = async (
  ctx: Ctx,
  draft: PriceDraft,
  months: readonly MonthDays[],
  least: boolean,
  declared: Declared,
) => {
  const [facts, orgs] = await Promise.all([
    loadWhatIf(ctx.db, draft.book, draft.currency, months),
    listOrgs(ctx.db, ctx.now),
  ])
  const names = new Map(orgs.map(({ org, name }) => [org, name]))
  const nameOf = (org: string): string => names.get(org) ?? org
  const spokenOf = (kind: string, name: string): string => nameOfPrice(declared, 'en', kind, name)
  const { cells, refused } = whatIf(facts, readPriceSet(draft.prices))
  const found = summariseWhatIf(
    cells,
    months.map(({ month }) => month),
  )
  const listed = (all: readonly OrgTotal[]) => ({
    count: all.length,
    rows: (least ? [...all].reverse() : all)
      .slice(0, most)
      .map((each) => ({ org: each.org, name: nameOf(each.org), unpriced: each.unpriced, ...amountsOf(each) })),
  })
  return {
    currency: draft.currency,
    orgs: facts.orgs.length,
    hasUsage: cells.length > 0,
    total: amountsOf(found.total),
    months: found.months.map(({ month, ...amounts }) => ({ month, ...amountsOf(amounts) })),
    parts: found.parts
      .slice(0, most)
      .map(({ kind, name, ...amounts }) => ({ kind, name, spoken: spokenOf(kind, name), ...amountsOf(amounts) })),
    more: listed(found.more),
    less: listed(found.less),
    same: found.same,
    unpriced: found.unpriced.map(({ kind, name, before, orgs: users }) => ({
      kind,
      name,
      spoken: spokenOf(kind, name),
      before: cents(before),
      orgs: users.map(nameOf),
    })),
    refused: refused.slice(0, most).map((each) => ({ ...each, name: nameOf(each.org) })),
  }
}
