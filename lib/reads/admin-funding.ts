import { Temporal } from 'temporal-polyfill'
import { type Ctx, requirePermission } from '@/lib/context'
import { accountOf, orgFunding } from './org-funding'
import { orgLedger } from './org-ledger'

const mostEntries = 10

/** What an admin sees of an org's funding: what it is, which billers there were and will be, and the last movements. */
export const adminFunding = async (ctx: Ctx, org: string) => {
  requirePermission(ctx, 'platform:admin')
  const [funding, { entries }, { account }] = await Promise.all([
    orgFunding(ctx, org),
    orgLedger(ctx, org, { limit: mostEntries }),
    accountOf(ctx, org),
  ])
  const switches = [...account.switches].sort((a, b) => (a.from === b.from ? 0 : a.from > b.from ? -1 : 1))
  return {
    funding,
    entries: entries.slice(0, mostEntries),
    history: switches.map(({ biller, from }) => ({
      biller,
      from: Temporal.Instant.fromEpochNanoseconds(from).toString(),
    })),
  }
}
