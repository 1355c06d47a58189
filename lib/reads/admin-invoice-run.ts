import { listOrgs } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'
import { dayAt } from '@/lib/core/time/billing-day'
import { addMonths, isMonth, monthOf } from '@/lib/core/time/day'
import { platformZone } from './platform-zone'

export type OrgName = { readonly org: string; readonly name: string }

export type AdminInvoiceRun = {
  readonly orgs: readonly OrgName[]
  /** The orgs that were asked for and are there, in the order of the list. */
  readonly selected: readonly OrgName[]
  /** Newest first. */
  readonly months: readonly string[]
  readonly month: string
}

const monthsBack = 24

export const orgNames = async ({ db }: Ctx): Promise<OrgName[]> =>
  (await listOrgs(db)).map(({ org, name }) => ({ org, name })).sort((a, b) => a.name.localeCompare(b.name, 'en'))

/** What can be invoiced: every org, and the closed months. Last month is what an admin comes for. */
export const adminInvoiceRun = async (
  ctx: Ctx,
  asked: { readonly month: string | undefined; readonly orgs: readonly string[] },
): Promise<AdminInvoiceRun> => {
  requirePermission(ctx, 'platform:admin')
  const running = monthOf(dayAt(ctx.now, platformZone))
  const closed = Array.from({ length: monthsBack }, (_, index) => addMonths(running, -1 - index))
  const month = asked.month !== undefined && isMonth(asked.month) ? asked.month : addMonths(running, -1)
  const orgs = await orgNames(ctx)
  return {
    orgs,
    selected: orgs.filter(({ org }) => asked.orgs.includes(org)),
    months: closed.includes(month) ? closed : [month, ...closed].sort().reverse(),
    month,
  }
}
