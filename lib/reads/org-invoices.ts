import { findInvoice, type InvoiceSummary, listInvoices } from '@/db/queries/invoices'
import { findOrg, type Org } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'
import { shownLine } from '@/lib/core/invoices/shown-line'
import type { InvoiceSnapshot, SnapshotLine } from '@/lib/core/invoices/snapshot'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import type { Day, Month } from '@/lib/core/time/day'
import { Refusal } from '@/lib/platform/errors'
import { type InvoiceStatus, invoiceStatus, openText, pdfHref } from './invoice-item'
import { sellerDay } from './seller-day'

const knownOrg = async (ctx: Ctx, org: string): Promise<Org> => {
  requirePermission(ctx, 'usage:read', org)
  const found = await findOrg(ctx.db, org, ctx.now)
  if (!found) throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  return found
}

type Row = Omit<InvoiceSummary, 'orgName' | 'declined'>

const itemOf = ({ org, invoiceId, ...row }: Row, today: Day) => ({
  invoice: invoiceId,
  number: row.number,
  month: row.month,
  issuedOn: row.issuedOn,
  dueOn: row.dueOn,
  status: invoiceStatus(row.paidOn, row.dueOn, today),
  paidOn: row.paidOn,
  payBy: row.payBy,
  currency: row.currency,
  net: row.net,
  tax: row.tax,
  total: row.total,
  open: openText(row),
  pdf: pdfHref(org, invoiceId),
})

const lineOf =
  (snapshot: InvoiceSnapshot) =>
  ({ explain, ...line }: SnapshotLine) => ({
    ...line,
    formula: explain.formula,
    shown: shownLine(snapshot, { ...line, explain }, snapshot.language),
  })

export type InvoicesAsked = { readonly month?: Month | undefined; readonly status?: InvoiceStatus | undefined }

/** The invoices of an org, newest first; overdue from the day after the due day, in the seller's zone. */
export const orgInvoices = async (ctx: Ctx, org: string, { month, status }: InvoicesAsked) => {
  await knownOrg(ctx, org)
  const today = await sellerDay(ctx)
  const rows = await listInvoices(ctx.db, { org, today, ...(month && { month }), ...(status && { status }) })
  return { org, invoices: rows.map((row) => itemOf(row, today)) }
}

/** One invoice with its lines, as it was frozen when it was issued. */
export const orgInvoice = async (ctx: Ctx, org: string, invoiceId: string) => {
  await knownOrg(ctx, org)
  const found = await findInvoice(ctx.db, org, invoiceId)
  if (!found) throw new Refusal('not_found', 'There is no such invoice.')
  const { snapshot } = found
  const { month, currency, net, tax, total, lines, taxes } = snapshot
  const row = { ...found, org, month, currency, net, tax, total, paid: formatDecimal(found.paidAmount, minorPlaces) }
  return { org, ...itemOf(row, await sellerDay(ctx)), lines: lines.map(lineOf(snapshot)), taxes: [...taxes] }
}
