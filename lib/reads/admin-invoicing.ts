import { findInvoicingSettings, findOrgInvoicing, listHeldInvoices } from '@/db/queries/invoicing'
import { type Ctx, requirePermission } from '@/lib/context'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { monthOf } from '@/lib/core/time/day'
import { platformZone } from './platform-zone'

const mostHeld = 100
const noFees = ['0.00', '0.00', '0.00'] as const

/** How months are invoiced and reminded of by themselves, as its form shows it. */
export const adminInvoicing = async (ctx: Ctx) => {
  requirePermission(ctx, 'platform:admin')
  const { version, autoInvoice, reminders, mostTimes, reminderDays, reminderFees } = await findInvoicingSettings(ctx.db)
  return {
    version,
    autoInvoice,
    reminders,
    mostTimes: formatDecimal(mostTimes, 2).replace(/\.?0+$/, ''),
    days: reminderDays.map(String),
    fees: {
      CHF: reminderFees.CHF ?? noFees,
      EUR: reminderFees.EUR ?? noFees,
      USD: reminderFees.USD ?? noFees,
    },
  }
}

/** What happens by itself for an organization. */
export const adminOrgInvoicing = async (ctx: Ctx, org: string) => {
  requirePermission(ctx, 'platform:admin')
  const found = await findOrgInvoicing(ctx.db, org)
  return {
    version: found?.version ?? 0,
    autoInvoice: found?.autoInvoice ?? false,
    reminders: found?.reminders ?? false,
    /** The next month that is invoiced by itself; null where none is. */
    next: found?.autoInvoice ? monthOf(found.nextOn) : null,
  }
}

/** Months that wait for an admin to look at them, the longest first. */
export const heldInvoices = async (ctx: Ctx) => {
  requirePermission(ctx, 'platform:admin')
  const { count, rows } = await listHeldInvoices(ctx.db, mostHeld)
  return {
    count,
    rows: rows.map(({ total, ...row }) => ({ ...row, total: formatDecimal(total, minorPlaces) })),
    zone: platformZone,
  }
}
