import { listRemindersToSend } from '@/db/queries/reminders'
import type { Ctx } from '@/lib/context'
import { tryEach } from '@/lib/flows/jobs/try-each'
import { sendDueReminder } from './send-reminder'

const mostAtOnce = 50

/**
 * Reminds of invoices whose next level is due, for orgs that are reminded by themselves. Safe to run twice and at once; one
 * that fails stops no other.
 * @returns how many were looked at.
 */
export const sendDueReminders = async (ctx: Ctx): Promise<number> => {
  const due = await listRemindersToSend(ctx.db, ctx.now, mostAtOnce)
  const work = due.map((item) => ({ org: item.org, reference: item.invoiceId, item }))
  return tryEach(ctx, 'reminder', work, async ({ org, invoiceId }) => {
    await sendDueReminder(ctx, org, invoiceId)
    return true
  })
}
