import { pauseReminders as writePause } from '@/db/commands/reminders'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { addDays, type Day } from '@/lib/core/time/day'
import { Refusal } from '@/lib/platform/errors'
import { loadRemindable } from './load-remindable'

/** A pause is for a talk with the customer, not for good. */
const mostDays = 366

/** An admin has an invoice not reminded of until a day, with a note why; today or a day before ends the pause. */
export const pauseReminders = async (
  ctx: Ctx,
  org: string,
  invoiceId: string,
  { untilOn, note }: { readonly untilOn: Day; readonly note: string },
): Promise<{ readonly untilOn: Day }> => {
  requirePermission(ctx, 'platform:admin')
  const loaded = await loadRemindable(ctx, org, invoiceId)
  if (!loaded) throw new Refusal('not_found', 'There is no such invoice.')
  if (untilOn > addDays(loaded.today, mostDays)) {
    throw new Refusal('invalid_request', 'Reminders can be paused for a year at most.', { field: 'untilOn' })
  }
  const before = loaded.standing.pause
  const audit = auditEntry(ctx, 'invoice.pause_reminders', {
    org,
    subject: invoiceId,
    before: before && { untilOn: before.untilOn, note: before.note },
    after: { number: loaded.invoice.number, untilOn, note },
  })
  await writePause(ctx.db, { org, invoiceId, untilOn, note, by: actorName(ctx.actor) }, ctx.now, audit)
  return { untilOn }
}
