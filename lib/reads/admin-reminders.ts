import { findInvoice } from '@/db/queries/invoices'
import { findInvoicingSettings, findOrgInvoicing } from '@/db/queries/invoicing'
import { findReminderStanding } from '@/db/queries/reminders'
import { type Ctx, requirePermission } from '@/lib/context'
import type { ReminderSnapshot } from '@/lib/core/dunning/reminder-snapshot'
import { nextReminder, type ReminderLevel, reminderLevels } from '@/lib/core/dunning/reminders'
import { balanceOf } from '@/lib/core/invoices/balance'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { Refusal } from '@/lib/platform/errors'
import { actorNames } from './actor-names'
import { sellerDay } from './seller-day'

export type AdminReminders = Awaited<ReturnType<typeof adminReminders>>

/** What an invoice was reminded of so far, what is next, and what keeps it from that. */
export const adminReminders = async (ctx: Ctx, org: string, invoiceId: string) => {
  requirePermission(ctx, 'platform:admin')
  const [invoice, standing, settings, chosen, today] = await Promise.all([
    findInvoice(ctx.db, org, invoiceId),
    findReminderStanding(ctx.db, org, invoiceId),
    findInvoicingSettings(ctx.db),
    findOrgInvoicing(ctx.db, org),
    sellerDay(ctx),
  ])
  if (!invoice) throw new Refusal('not_found', 'There is no such invoice.')
  const { sent, pause, undecided } = standing
  const { open } = balanceOf(invoice.total, invoice.paidAmount)
  const isOpen = invoice.paidAt === null && open > 0n
  const facts = {
    dueOn: invoice.dueOn,
    sent: sent.map(({ level, sentOn }) => ({ level: level as ReminderLevel, sentOn })),
    pausedUntil: pause?.untilOn ?? null,
    settled: !isOpen || undecided,
  }
  const names = await actorNames(ctx, [...sent.map(({ sentBy }) => sentBy), ...(pause ? [pause.pausedBy] : [])])
  const byItself = chosen?.reminders ?? false
  return {
    sent: sent.map(({ level, sentOn, sentBy, fee, snapshot }) => ({
      level,
      on: sentOn,
      by: names(sentBy),
      fee: formatDecimal(fee, minorPlaces),
      due: (JSON.parse(snapshot) as ReminderSnapshot).due,
      pdfHref: `/api/orgs/${org}/invoices/${invoiceId}/reminders/${level}/pdf`,
    })),
    pause:
      pause === null || pause.untilOn <= today
        ? null
        : { untilOn: pause.untilOn, note: pause.note, by: names(pause.pausedBy) },
    /** When the next one goes out by itself; null if none does. */
    next: byItself ? nextReminder(facts, settings.reminderDays) : null,
    byItself,
    undecided,
    /** Whether one can be sent by hand now. */
    sendable:
      isOpen &&
      !undecided &&
      invoice.dueOn < today &&
      sent.length < reminderLevels.length &&
      sent.every(({ sentOn }) => sentOn < today),
    open: isOpen,
    today,
  }
}
