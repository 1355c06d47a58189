import { createHash } from 'node:crypto'
import { type StoredDocument, storeInvoiceDocument } from '@/db/commands/store-invoice-document'
import { findInvoiceDocument } from '@/db/queries/invoices'
import { findReminderStanding } from '@/db/queries/reminders'
import { type Ctx, requirePermission } from '@/lib/context'
import type { ReminderSnapshot } from '@/lib/core/dunning/reminder-snapshot'
import type { ReminderLevel } from '@/lib/core/dunning/reminders'
import type { Documents } from '@/lib/flows/invoices/read-document'
import { Refusal } from '@/lib/platform/errors'

/**
 * The stored PDF of a reminder, rendered from what was recorded if nobody did yet; of two renderings at once the first stays.
 * @throws Refusal `not_found` if this level was not sent.
 */
export const readReminderDocument = async (
  ctx: Ctx,
  render: Documents['render'],
  org: string,
  invoiceId: string,
  level: ReminderLevel | null,
): Promise<StoredDocument & { readonly number: string; readonly snapshot: ReminderSnapshot }> => {
  requirePermission(ctx, 'usage:read', org)
  const { sent } = await findReminderStanding(ctx.db, org, invoiceId)
  const reminder = sent.find((each) => each.level === level)
  if (level === null || !reminder) throw new Refusal('not_found', 'There is no such reminder.')
  const snapshot = JSON.parse(reminder.snapshot) as ReminderSnapshot
  const { number } = snapshot
  const kind = `reminder_${level}` as const
  const stored = await findInvoiceDocument(ctx.db, org, invoiceId, kind)
  if (stored) return { ...stored, number, snapshot }
  const content = await render({ reminder: snapshot, number })
  const sha256 = createHash('sha256').update(content).digest('hex')
  const kept = await storeInvoiceDocument(ctx.db, org, invoiceId, kind, { content, sha256 }, ctx.now)
  return { ...kept, number, snapshot }
}
