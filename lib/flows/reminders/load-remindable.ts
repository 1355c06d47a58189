import type { InvoicingSettings } from '@/db/commands/invoicing'
import { findInvoice, type IssuedInvoice } from '@/db/queries/invoices'
import { findInvoicingSettings } from '@/db/queries/invoicing'
import { findSellerZone } from '@/db/queries/platform'
import { findReminderStanding, type ReminderStanding } from '@/db/queries/reminders'
import type { Ctx } from '@/lib/context'
import type { Remindable, ReminderLevel } from '@/lib/core/dunning/reminders'
import { balanceOf } from '@/lib/core/invoices/balance'
import type { Minor } from '@/lib/core/money/amount'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'

export type LoadedRemindable = {
  readonly invoice: IssuedInvoice
  readonly settings: InvoicingSettings
  readonly standing: ReminderStanding
  readonly open: Minor
  /** In the seller's zone. */
  readonly today: Day
  readonly facts: Remindable
}

/** What decides whether an invoice is reminded of; null if there is no such invoice. */
export const loadRemindable = async (ctx: Ctx, org: string, invoiceId: string): Promise<LoadedRemindable | null> => {
  const [invoice, standing, settings, zone] = await Promise.all([
    findInvoice(ctx.db, org, invoiceId),
    findReminderStanding(ctx.db, org, invoiceId),
    findInvoicingSettings(ctx.db),
    findSellerZone(ctx.db),
  ])
  if (!invoice) return null
  const { open } = balanceOf(invoice.total, invoice.paidAmount)
  return {
    invoice,
    settings,
    standing,
    open,
    today: dayAt(ctx.now, zone),
    facts: {
      dueOn: invoice.dueOn,
      sent: standing.sent.map(({ level, sentOn }) => ({ level: level as ReminderLevel, sentOn })),
      pausedUntil: standing.pause?.untilOn ?? null,
      settled: invoice.paidAt !== null || open === 0n || standing.undecided,
    },
  }
}
