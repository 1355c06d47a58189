import { findUninvoicedMonths, type UninvoicedMonth } from '@/db/queries/invoiceable-months'
import { findOrg } from '@/db/queries/orgs'
import { type Ctx, requirePermission, requirePlatformPermission } from '@/lib/context'
import { isClosed } from '@/lib/core/invoices/draft'
import { dayAt } from '@/lib/core/time/billing-day'
import { addMonths, monthOf } from '@/lib/core/time/day'
import { unknownOrg } from '@/lib/flows/funding/change-account'

export type InvoiceableMonths = {
  readonly months: readonly UninvoicedMonth[]
  /** Whether there are more than were listed. */
  readonly more: boolean
}

/** Farthest in the east a month ends fourteen hours before it does in UTC. */
const farthestEastHours = 14

/**
 * Months that are over in the org's zone, have no invoice, and have usage that goes onto the bill (I12), the oldest
 * first. Late usage of a month that had nothing to invoice then is listed with it. Fees of tenants alone do not list a
 * month: the invoice run finds them.
 * @param org null is every org, for administrators and keys of the whole platform.
 */
export const listInvoiceableMonths = async (ctx: Ctx, org: string | null, most: number): Promise<InvoiceableMonths> => {
  if (org === null) requirePlatformPermission(ctx, 'usage:read')
  else requirePermission(ctx, 'usage:read', org)
  if (org !== null && !(await findOrg(ctx.db, org, ctx.now))) throw unknownOrg(org)
  const last = addMonths(monthOf(dayAt(ctx.now.add({ hours: farthestEastHours }), 'UTC')), -1)
  const found = await findUninvoicedMonths(ctx.db, org, last, most + 1)
  const closed = found.filter(({ month, zone }) => isClosed(month, dayAt(ctx.now, zone)))
  return { months: closed.slice(0, most), more: found.length > most }
}
