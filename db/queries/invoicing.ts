import { eq } from 'drizzle-orm'
import type { Fragment } from 'postgres'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readMinor } from '@/db/columns'
import type { InvoicingSettings } from '@/db/commands/invoicing'
import { invoicingSettings, orgInvoicing } from '@/db/schema/index'
import { type LineSubject, mostUsual } from '@/lib/core/invoices/bounds'
import type { Minor } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { type Month, monthSpan } from '@/lib/core/time/day'
import type { DueWork } from './backlogs'
import { lookUp } from './look-up'
import { dueSince, isDue } from './retries'

/** How months are invoiced and reminded of by themselves. */
export const findInvoicingSettings = (db: Db): Promise<InvoicingSettings & { readonly version: number }> =>
  lookUp(async () => {
    const [row] = await db.select().from(invoicingSettings)
    if (!row) throw new Error('a migration makes the row of the settings')
    const [first = 0, second = 0, third = 0] = row.reminderDays
    return {
      version: row.version,
      autoInvoice: row.autoInvoice,
      reminders: row.reminders,
      mostTimes: parseDecimal(row.mostTimes, 2) ?? 0n,
      reminderDays: [first, second, third],
      reminderFees: row.reminderFees,
    }
  })

export type OrgInvoicing = typeof orgInvoicing.$inferSelect

/** What happens by itself for an org; null where nothing was ever chosen. */
export const findOrgInvoicing = (db: Db, org: string): Promise<OrgInvoicing | null> =>
  lookUp(async () => {
    const [row] = await db.select().from(orgInvoicing).where(eq(orgInvoicing.orgId, org))
    return row ?? null
  })

/** Months that are over in their org's zone and are to be invoiced by themselves, unless they wait for an admin. */
const dueRows = (sql: Db['$client'], now: Temporal.Instant): Fragment => sql`
        from org_invoicing o
        join org_billing_config c on c.org_id = o.org_id
       cross join lateral (select (o.next_on + interval '1 month')::date::timestamp at time zone c.zone as closed_at) m
       where o.auto_invoice
         -- No zone is further ahead: months that are not over anywhere are left aside by the index.
         and o.next_on <= (${now.toString()}::timestamptz at time zone 'UTC' + interval '15 hours' - interval '1 month')::date
         and m.closed_at <= ${now.toString()}
         and not exists (select from held_invoices h where h.org_id = o.org_id and h.month_on = o.next_on
           and h.released_at is null and not exists (select from invoices i
             where i.org_id = h.org_id and i.series = 'invoice' and i.month_on = h.month_on))
         and ${isDue(sql, 'invoice', sql`o.org_id`, sql`to_char(o.next_on, 'YYYY-MM')`, now)}`

export const monthsToInvoice: DueWork = (sql, now) => sql`select m.closed_at as since ${dueRows(sql, now)}`

export type DueMonth = { readonly org: string; readonly month: Month }

/** The same, in the order in which months ended, which is that of the zones. */
export const listMonthsToInvoice = (db: Db, now: Temporal.Instant, most: number): Promise<DueMonth[]> =>
  lookUp(async () => {
    const sql = db.$client
    const since = dueSince(sql, 'invoice', sql`o.org_id`, sql`to_char(o.next_on, 'YYYY-MM')`, sql`m.closed_at`)
    return [
      ...(await sql<DueMonth[]>`
        select o.org_id as org, to_char(o.next_on, 'YYYY-MM') as month ${dueRows(sql, now)}
         order by ${since}, m.closed_at, o.org_id limit ${most}`),
    ]
  })

export type Usual = { readonly totals: readonly Minor[]; readonly unheard: readonly LineSubject[] }

/**
 * What an invoice is held against: the totals of the org's latest invoices in its currency, and which of some meters and
 * skills nobody was ever billed for. Of a platform that has no invoice of an earlier month everything is new, and nothing
 * is said of that.
 */
export const findUsual = (
  db: Db,
  { org, month, currency }: DueMonth & { readonly currency: string },
  subjects: readonly LineSubject[],
): Promise<Usual> =>
  lookUp(async () => {
    const sql = db.$client
    const { start } = monthSpan(month)
    const rows = await sql<{ totals: string[]; unheard: LineSubject[] }[]>`
      select array(select i.total::text from invoices i
                    where i.org_id = ${org} and i.series = 'invoice' and i.currency = ${currency} and i.month_on < ${start}
                    order by i.month_on desc limit ${mostUsual}) as totals,
             coalesce((select jsonb_agg(jsonb_build_object('kind', s.kind, 'subject', s.subject) order by s.kind, s.subject)
                from jsonb_to_recordset(${JSON.stringify(subjects)}::text::jsonb) as s (kind text, subject text)
               where exists (select from invoices i where i.month_on < ${start})
                 and case s.kind
                       when 'usage' then not exists (select from invoice_lines l where l.kind = 'usage' and l.subject = s.subject)
                       else not exists (select from invoice_lines l where l.kind = 'skill' and l.detail = s.subject) end),
               '[]') as unheard`
    const [row] = rows
    return { totals: (row?.totals ?? []).map(readMinor), unheard: row?.unheard ?? [] }
  })

export type HeldInvoice = {
  readonly org: string
  readonly name: string
  readonly month: Month
  readonly sentence: string
  readonly currency: string
  readonly total: Minor
  readonly heldAt: string
}

/** Months that wait for an admin, the longest first, and how many there are. */
export const listHeldInvoices = (
  db: Db,
  most: number,
): Promise<{ readonly count: number; readonly rows: readonly HeldInvoice[] }> =>
  lookUp(async () => {
    const rows = await db.$client<(Omit<HeldInvoice, 'total'> & { total: string; count: number })[]>`
      select h.org_id as org, o.name, to_char(h.month_on, 'YYYY-MM') as month, h.sentence, h.currency, h.total::text,
             h.held_at::text as "heldAt", count(*) over ()::int as count
        from held_invoices h join orgs o using (org_id)
       where h.released_at is null and not exists (select from invoices i
         where i.org_id = h.org_id and i.series = 'invoice' and i.month_on = h.month_on)
       order by h.held_at, h.org_id limit ${most}`
    return {
      count: rows[0]?.count ?? 0,
      rows: rows.map(({ count: _, total, ...row }) => ({ ...row, total: readMinor(total) })),
    }
  })
