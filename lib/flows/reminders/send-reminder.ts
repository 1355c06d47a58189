import { recordReminder } from '@/db/commands/reminders'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { draftReminder, feeOf } from '@/lib/core/dunning/reminder-snapshot'
import { dueReminder, type ReminderLevel, reminderLevels } from '@/lib/core/dunning/reminders'
import { canonicalJson } from '@/lib/core/invoices/canonical'
import { Refusal } from '@/lib/platform/errors'
import { type LoadedRemindable, loadRemindable } from './load-remindable'

const attempts = 5

/**
 * Sends the reminder of an invoice that is due (I11): each level once, in order, at most one a day.
 * @returns the level; null if none is due any more.
 */
export const sendDueReminder = (ctx: Ctx, org: string, invoiceId: string): Promise<ReminderLevel | null> =>
  send(ctx, org, invoiceId, ({ facts, settings, today }) => dueReminder(facts, settings.reminderDays, today))

/**
 * An admin sends the next reminder of an overdue invoice now, whether or not it is due or paused.
 * @throws Refusal `not_found`; `reminder_refused` with the reason if there is nothing to remind of.
 */
export const sendReminderNow = async (
  ctx: Ctx,
  org: string,
  invoiceId: string,
): Promise<{ readonly level: ReminderLevel }> => {
  requirePermission(ctx, 'platform:admin')
  const level = await send(ctx, org, invoiceId, nextByHand)
  if (level === null) throw new Refusal('stale', 'Somebody else reminded of this invoice at the same moment.')
  return { level }
}

const refusedBecause = (sentence: string): Refusal => new Refusal('reminder_refused', sentence)

const nextByHand = ({ invoice, facts, standing, today }: LoadedRemindable): ReminderLevel => {
  if (standing.undecided) throw refusedBecause('A payment of this invoice is under way or disputed.')
  if (facts.settled) throw refusedBecause('Nothing is open of this invoice.')
  if (invoice.dueOn >= today) throw refusedBecause('This invoice is not overdue.')
  if (facts.sent.some(({ sentOn }) => sentOn >= today)) throw refusedBecause('A reminder was already sent today.')
  const level = reminderLevels.find((each) => each === facts.sent.length + 1)
  if (level === undefined) throw refusedBecause('All three reminders were sent.')
  return level
}

const send = async (
  ctx: Ctx,
  org: string,
  invoiceId: string,
  choose: (loaded: LoadedRemindable) => ReminderLevel | null,
): Promise<ReminderLevel | null> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const loaded = await loadRemindable(ctx, org, invoiceId)
    if (!loaded) throw new Refusal('not_found', 'There is no such invoice.')
    const level = choose(loaded)
    if (level === null) return null
    const { invoice, settings, standing, open, today } = loaded
    const fee = feeOf(settings.reminderFees, invoice.currency, level)
    const charged = standing.sent.map((each) => ({ level: each.level as ReminderLevel, fee: each.fee }))
    const reminded = { invoice: invoice.snapshot, number: invoice.number, open, charged }
    const snapshot = draftReminder(reminded, { level, fee, today })
    const outcome = await recordReminder(ctx.db, {
      org,
      invoiceId,
      level,
      fee,
      open,
      snapshot: canonicalJson(snapshot),
      sentOn: today,
      by: actorName(ctx.actor),
      at: ctx.now,
      audit: auditEntry(ctx, 'invoice.remind', {
        org,
        subject: invoiceId,
        after: { level, number: invoice.number, due: snapshot.due, currency: invoice.currency },
      }),
    })
    if (outcome === 'recorded') return level
    if (outcome === 'repeated') return null
  }
  throw new Refusal('stale', 'The invoice is being changed by many at once; try again.')
}
