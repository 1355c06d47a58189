import { listOrgNames, listOrgs, type OrgName } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'
import { dayAt } from '@/lib/core/time/billing-day'
import { addMonths, isMonth, monthOf } from '@/lib/core/time/day'
import { type RunRow, runRows } from './invoice-run-rows'
import { platformZone } from './platform-zone'

export type { OrgName }

export type AskedRun = {
  readonly month: string | undefined
  /** Orgs whose invoices are to be previewed; the table of all where none is named. */
  readonly orgs: readonly string[]
  /** A part of a name or an id. */
  readonly query: string | undefined
  readonly page: number
}

export type AdminInvoiceRun = {
  /** The orgs that were asked for and are there, by name. */
  readonly selected: readonly OrgName[]
  /** Newest first. */
  readonly months: readonly string[]
  readonly month: string
  readonly query: string
  /** A page of all orgs; empty where some are asked for. */
  readonly rows: readonly RunRow[]
  readonly previous: number | null
  readonly next: number | null
}

const monthsBack = 24
/** Orgs whose invoices are worked out for one page. */
export const orgsOnPage = 50

const byName = (a: OrgName, b: OrgName): number => a.name.localeCompare(b.name, 'en') || (a.org < b.org ? -1 : 1)

export const orgNames = async ({ db }: Ctx): Promise<OrgName[]> => (await listOrgNames(db)).sort(byName)

const matches = ({ org, name }: OrgName, query: string): boolean =>
  name.toLowerCase().includes(query.toLowerCase()) || org.includes(query.toLowerCase())

/** What can be invoiced: every org, and the closed months. Last month is what an admin comes for. */
export const adminInvoiceRun = async (ctx: Ctx, asked: AskedRun): Promise<AdminInvoiceRun> => {
  requirePermission(ctx, 'platform:admin')
  const running = monthOf(dayAt(ctx.now, platformZone))
  const closed = Array.from({ length: monthsBack }, (_, index) => addMonths(running, -1 - index))
  const month = asked.month !== undefined && isMonth(asked.month) ? asked.month : addMonths(running, -1)
  const query = asked.query?.trim().slice(0, 100) ?? ''
  const orgs = await orgNames(ctx)
  const selected = orgs.filter(({ org }) => asked.orgs.includes(org))
  const found = selected.length > 0 ? [] : orgs.filter((org) => matches(org, query))
  const skip = (asked.page - 1) * orgsOnPage
  const onPage = found.slice(skip, skip + orgsOnPage).map(({ org }) => org)
  return {
    selected,
    months: closed.includes(month) ? closed : [month, ...closed].sort().reverse(),
    month,
    query,
    rows: onPage.length === 0 ? [] : await runRows(ctx, (await listOrgs(ctx.db, ctx.now, onPage)).sort(byName), month),
    previous: asked.page > 1 ? asked.page - 1 : null,
    next: found.length > skip + orgsOnPage ? asked.page + 1 : null,
  }
}
