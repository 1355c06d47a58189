import { Temporal } from 'temporal-polyfill'
import { listPlanNames } from '@/db/queries/plan-versions'
import { type Ctx, requirePermission } from '@/lib/context'
import { productTitle } from '@/lib/core/plans/product-title'
import { accountOf, orgFunding } from './org-funding'
import { orgLedger } from './org-ledger'

const mostEntries = 10

/** What an admin sees of an org's funding: what it is, which billers there were and will be, and the last movements. */
export const adminFunding = async (ctx: Ctx, org: string) => {
  requirePermission(ctx, 'platform:admin')
  const [funding, { entries }, { account }, names] = await Promise.all([
    orgFunding(ctx, org),
    orgLedger(ctx, org, { limit: mostEntries }),
    accountOf(ctx, org),
    listPlanNames(ctx.db),
  ])
  const switches = [...account.switches].sort((a, b) => (a.from === b.from ? 0 : a.from > b.from ? -1 : 1))
  const { week } = funding
  const planTitle = week === null ? '' : productTitle(names, { product: 'plan', name: week.plan })
  return {
    funding: { ...funding, planTitle },
    entries: entries.slice(0, mostEntries),
    history: switches.map(({ biller, from }) => ({
      biller,
      from: Temporal.Instant.fromEpochNanoseconds(from).toString(),
    })),
  }
}
