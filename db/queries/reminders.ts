import { and, asc, eq } from 'drizzle-orm'
import type { Fragment } from 'postgres'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { invoiceReminders, reminderPauses } from '@/db/schema/index'
import { platformZone } from '@/lib/core/time/platform-zone'
import type { DueWork } from './backlogs'
import { lookUp } from './look-up'
import { dueSince, isDue } from './retries'

export type ReminderRow = typeof invoiceReminders.$inferSelect
export type ReminderPause = typeof reminderPauses.$inferSelect

/** Money for an invoice that is on its way, or of which the bank has not decided. */
const isUndecided = (sql: Db['$client'], org: Fragment, invoice: Fragment): Fragment => sql`(
  exists (select from invoice_charges c where c.org_id = ${org} and c.invoice_id = ${invoice} and c.settled_at is null)
  or exists (select from payment_returns p where p.org_id = ${org} and p.invoice_id = ${invoice} and p.kind = 'dispute'
    and p.status not in ('won', 'lost', 'prevented', 'warning_closed')))`

/** Overdue invoices of orgs that are reminded by themselves, whose next level is due on the seller's day. */
const dueRows = (sql: Db['$client'], now: Temporal.Instant): Fragment => sql`
        from invoicing_settings s
       cross join (select coalesce((select zone from seller), ${platformZone}) as zone) z
       cross join lateral (select (${now.toString()}::timestamptz at time zone z.zone)::date as today) t
        join invoices i on i.paid_at is null and i.due_on <= t.today - s.reminder_days[1]
        join org_invoicing o on o.org_id = i.org_id and o.reminders
        left join reminder_pauses p on p.org_id = i.org_id and p.invoice_id = i.invoice_id
       cross join lateral (select coalesce(max(r.level), 0) as level, max(r.sent_on) as sent_on from invoice_reminders r
          where r.org_id = i.org_id and r.invoice_id = i.invoice_id) last
       cross join lateral (select greatest(i.due_on + s.reminder_days[last.level + 1], p.until_on,
          last.sent_on + greatest(1, s.reminder_days[last.level + 1] - s.reminder_days[last.level])) as due_on) n
       where last.level < 3 and n.due_on <= t.today and i.total > i.paid_amount
         and not ${isUndecided(sql, sql`i.org_id`, sql`i.invoice_id`)}
         and ${isDue(sql, 'reminder', sql`i.org_id`, sql`i.invoice_id`, now)}`

export const remindersToSend: DueWork = (sql, now) =>
  sql`select n.due_on::timestamp at time zone z.zone as since ${dueRows(sql, now)}`

export type DueReminder = { readonly org: string; readonly invoiceId: string }

export const listRemindersToSend = (db: Db, now: Temporal.Instant, most: number): Promise<DueReminder[]> =>
  lookUp(async () => {
    const sql = db.$client
    const since = dueSince(
      sql,
      'reminder',
      sql`i.org_id`,
      sql`i.invoice_id`,
      sql`n.due_on::timestamp at time zone z.zone`,
    )
    return [
      ...(await sql<DueReminder[]>`
        select i.org_id as org, i.invoice_id as "invoiceId" ${dueRows(sql, now)}
         order by ${since}, i.org_id, i.invoice_id limit ${most}`),
    ]
  })

export type ReminderStanding = {
  readonly sent: readonly ReminderRow[]
  readonly pause: ReminderPause | null
  /** Whether money for it is on its way, or the bank has not decided about some. */
  readonly undecided: boolean
}

/** What was sent of an invoice, and what keeps it from being reminded of. */
export const findReminderStanding = (db: Db, org: string, invoiceId: string): Promise<ReminderStanding> =>
  lookUp(async () => {
    const sql = db.$client
    const [sent, pauses, rows] = await Promise.all([
      db
        .select()
        .from(invoiceReminders)
        .where(and(eq(invoiceReminders.orgId, org), eq(invoiceReminders.invoiceId, invoiceId)))
        .orderBy(asc(invoiceReminders.level)),
      db
        .select()
        .from(reminderPauses)
        .where(and(eq(reminderPauses.orgId, org), eq(reminderPauses.invoiceId, invoiceId))),
      sql<{ undecided: boolean }[]>`select ${isUndecided(sql, sql`${org}`, sql`${invoiceId}`)} as undecided`,
    ])
    return { sent, pause: pauses[0] ?? null, undecided: rows[0]?.undecided ?? false }
  })
