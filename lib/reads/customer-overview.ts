import { loadDeclared } from '@/db/queries/declared-words'
import { loadInvoiceMonth } from '@/db/queries/invoice-month'
import { listInvoices } from '@/db/queries/invoices'
import type { Org } from '@/db/queries/orgs'
import { listTenants } from '@/db/queries/tenants'
import type { Ctx } from '@/lib/context'
import { minor, minorPlaces, sum } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import type { InvoiceMonth } from '@/lib/core/pricing/invoice-month'
import { dayAt } from '@/lib/core/time/billing-day'
import { addDays, addMonths, type Day, type DaySpan, type Month, monthOf, monthSpan } from '@/lib/core/time/day'
import { type Estimate, estimateOf } from './estimate'
import { foldEstimate, type OtherRows, shownOf } from './fold-estimate'
import { type InvoiceItem, invoiceItem } from './invoice-item'
import { orgOf } from './org-of'
import { sellerDay } from './seller-day'
import { skillItems, type TenantSummary, tenantState } from './tenant-state'

export type CustomerOverview = {
  readonly orgName: string
  readonly month: string
  readonly asOf: string
  readonly zone: string
  readonly estimate: Estimate & { readonly currency: string; readonly others: OtherRows | null }
  readonly fees: Fees
  readonly openInvoices: readonly InvoiceItem[]
  readonly openTotals: readonly { readonly amount: string; readonly currency: string }[]
  readonly tenants: readonly TenantSummary[]
  /** How many there are; the list is cut where it is long. */
  readonly tenantCount: number
}

const mostTenants = 10

/** Fees and skills of tenants as decimal text: this month so far, to its end as the tenants are now, and the month before. */
export type Fees = { readonly soFar: string; readonly expected: string; readonly lastMonth: string }

/**
 * The first page of a customer: what the running month costs so far, what is open, what runs.
 * @param all every tenant, where there are many.
 */
export const customerOverview = async (ctx: Ctx, slug: string, all: boolean): Promise<CustomerOverview> => {
  const org = await orgOf(ctx, slug)
  const { zone } = org.config
  const today = dayAt(ctx.now, zone)
  const [{ estimate, fees }, openInvoices, tenants, declared] = await Promise.all([
    monthSoFar(ctx, org, today),
    sellerDay(ctx).then((day) => openItems(ctx, slug, day)),
    listTenants(ctx.db, slug),
    loadDeclared(ctx.db),
  ])
  const most = all ? Number.POSITIVE_INFINITY : mostTenants
  const billed = new Set(estimate.rows.map((row) => row.tenant))
  const alive = tenants.filter(({ alive, tenant }) => alive || billed.has(tenant))
  return {
    orgName: org.name,
    month: monthOf(today),
    asOf: ctx.now.toString(),
    zone,
    estimate: { ...estimate, ...foldEstimate(estimate.rows, most) },
    fees,
    openInvoices,
    openTotals: totalsOf(openInvoices),
    tenants: alive.slice(0, shownOf(alive.length, most)).map((tenant) => ({
      name: tenant.tenant,
      state: tenantState(tenant),
      skills: skillItems(declared, tenant.skills),
    })),
    tenantCount: alive.length,
  }
}

const noFees: Fees = { soFar: '0.00', expected: '0.00', lastMonth: '0.00' }

const monthSoFar = async (
  ctx: Ctx,
  org: Org,
  today: Day,
): Promise<{ estimate: Estimate & { currency: string }; fees: Fees }> => {
  const month = monthOf(today)
  const span = { start: `${month}-01`, end: addDays(today, 1) }
  const loaded = await loadInvoiceMonth(ctx.db, org, month, span)
  if (loaded) {
    const { facts } = loaded
    return { estimate: { ...estimateOf(facts), currency: org.currency }, fees: feesOf(facts) }
  }
  return { estimate: { rows: [], total: '0.00', complete: true, currency: org.currency }, fees: noFees }
}

const feesOf = (facts: InvoiceMonth): Fees => {
  const { month } = facts
  const of = (which: Month, span: DaySpan): string =>
    estimateOf({ ...facts, month: which, span, usage: [], late: [] }).total
  const before = addMonths(month, -1)
  return {
    soFar: of(month, facts.span ?? monthSpan(month)),
    expected: of(month, monthSpan(month)),
    lastMonth: of(before, monthSpan(before)),
  }
}

/** Everything that is not paid, the longest due first. */
const openItems = async (ctx: Ctx, org: string, today: Day): Promise<InvoiceItem[]> => {
  const [overdue, open] = await Promise.all([
    listInvoices(ctx.db, { org, status: 'overdue', today }),
    listInvoices(ctx.db, { org, status: 'open', today }),
  ])
  const rows = [...overdue, ...open].map((row) => invoiceItem(row, today))
  return rows.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
}

const totalsOf = (items: readonly InvoiceItem[]): CustomerOverview['openTotals'] =>
  [...new Set(items.map((item) => item.currency))].sort().map((currency) => {
    const amounts = items
      .filter((item) => item.currency === currency)
      .map((item) => minor(parseDecimal(item.open, minorPlaces) ?? 0n))
    return { currency, amount: formatDecimal(sum(amounts), minorPlaces) }
  })
