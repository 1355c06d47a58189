import { listInvoiceMonths } from '@/db/queries/invoice-months'
import { listInvoices } from '@/db/queries/invoices'
import { type Ctx, requirePermission } from '@/lib/context'
import { isMonth } from '@/lib/core/time/day'
import { type OrgName, orgNames } from './admin-invoice-run'
import { type InvoiceItem, invoiceItem, readStatus } from './invoice-item'
import { type Page, pageOf } from './page-of'
import { sellerDay } from './seller-day'

export type AdminInvoices = Page<InvoiceItem & { readonly org: string; readonly orgName: string }> & {
  readonly filters: {
    readonly orgs: readonly OrgName[]
    readonly months: readonly string[]
    readonly org: string
    readonly status: string
    readonly month: string
  }
  readonly today: string
}

export type AskedInvoices = {
  readonly org: string | undefined
  readonly status: string | undefined
  readonly month: string | undefined
  readonly page: number
}

/** A page of the invoices of all organizations. A filter that means nothing is left out. */
export const adminInvoices = async (ctx: Ctx, asked: AskedInvoices): Promise<AdminInvoices> => {
  requirePermission(ctx, 'platform:admin')
  const today = await sellerDay(ctx)
  const [orgs, months] = await Promise.all([orgNames(ctx), listInvoiceMonths(ctx.db)])
  const org = orgs.find((each) => each.org === asked.org)?.org
  const status = readStatus(asked.status)
  const month = asked.month !== undefined && isMonth(asked.month) ? asked.month : undefined
  const filter = { today, ...(org ? { org } : {}), ...(status ? { status } : {}), ...(month ? { month } : {}) }
  const found = await pageOf(asked.page, (skip, most) => listInvoices(ctx.db, filter, most, skip))
  return {
    ...found,
    rows: found.rows.map((row) => ({ ...invoiceItem(row, today), org: row.org, orgName: row.orgName })),
    filters: { orgs, months, org: org ?? '', status: status ?? '', month: month ?? '' },
    today,
  }
}
