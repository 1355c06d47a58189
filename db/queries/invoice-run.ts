import type { Db } from '@/db/client'
import { readInstant } from '@/db/columns'
import type { Biller } from '@/lib/core/funding/biller'
import type { UsageRow } from '@/lib/core/pricing/usage-groups'
import type { TenantEvent, TenantEventKind } from '@/lib/core/tenants/timeline'
import { type Month, monthSpan } from '@/lib/core/time/day'
import { eventCount, isRecordedLater, type UsageJson, usageOf } from './invoice-inputs'
import { lookUp } from './look-up'

export type RunInvoice = {
  readonly invoiceId: string
  readonly number: string
  readonly total: string
  readonly currency: string
}

/** An org in the run of a month: the invoice it has, or what one would be computed from. */
export type RunFacts = {
  readonly org: string
  /** Who charges at the end of the month. */
  readonly biller: Biller
  readonly invoice: RunInvoice | null
  readonly sequence: string
  readonly since: string
  readonly usage: readonly UsageRow[]
  readonly late: readonly UsageRow[]
  readonly events: readonly TenantEvent[]
}

type EventJson = { id: string; tenant: string; kind: TenantEventKind; skill: string; at: string; sequence: string }
type Row = Omit<RunFacts, 'usage' | 'late' | 'events'> & {
  usage: UsageJson[] | null
  late: UsageJson[] | null
  events: EventJson[] | null
}

const eventOf = ({ at, sequence, ...row }: EventJson): TenantEvent => ({
  ...row,
  at: readInstant(at),
  sequence: BigInt(sequence),
})

const factsOf = ({ usage, late, events, ...row }: Row): RunFacts => ({
  ...row,
  usage: (usage ?? []).map(usageOf),
  late: (late ?? []).map(usageOf),
  events: (events ?? []).map(eventOf),
})

/**
 * The run of a month over many orgs: one statement, so one instant for each of them. What an invoice would be computed
 * from is read where there is none yet, by the same bounds as for one org alone.
 */
export const loadInvoiceRun = (db: Db, orgs: readonly string[], month: Month): Promise<RunFacts[]> =>
  lookUp(async () => {
    const sql = db.$client
    const { start, end } = monthSpan(month)
    const usage = sql`json_build_object('day', day, 'meter', meter, 'resource', resource, 'book', book,
      'version', version, 'quantity', quantity::text, 'amount', amount::text, 'postpaid', postpaid::text,
      'events', events)`
    const event = (kind: 'lifecycle' | 'skill' | 'suspension') => sql`
      select event_id as id, tenant, kind, ${kind === 'skill' ? sql`skill` : sql`''`} as skill, occurred_at as at,
             sequence::text
        from ${sql(kind === 'lifecycle' ? 'tenant_billing_lifecycle' : `tenant_${kind}_events`)} e
       where e.org_id = a.org_id and e.sequence <= a.sequence`
    const rows = await sql<Row[]>`
      select a.org_id as org, a.sequence::text, s.since::text, coalesce(
          (select b.biller from org_billers b
            where b.org_id = a.org_id and b.effective_at < (${end}::date::timestamp at time zone c.zone)
            order by b.effective_at desc, b.sequence desc limit 1), 'invoice') as biller,
        case when i.invoice_id is not null then json_build_object('invoiceId', i.invoice_id, 'number', i.number,
          'total', i.total::text, 'currency', i.currency) end as invoice,
        case when i.invoice_id is null then (
          select json_agg(${usage}) from (
            select d.day_on as day, d.meter, d.resource, d.price_book as book, d.price_version as version, d.quantity,
                   d.amount, d.postpaid, d.events
              from usage_daily d
             where d.org_id = a.org_id and d.day_on >= ${start} and d.day_on < ${end}) u) end as usage,
        case when i.invoice_id is null and s.since >= 0 then (
          select json_agg(${usage}) from (
            select u.day_on as day, u.meter, u.resource, u.price_book as book, u.price_version as version,
                   sum(u.quantity) as quantity, sum(u.amount) as amount, sum(u.postpaid) as postpaid,
                   ${eventCount(sql)} as events
              from usage_events u
             where u.org_id = a.org_id and u.sequence > s.since and u.sequence <= a.sequence
               and ${isRecordedLater(sql)}
               and date_trunc('month', u.day_on)::date in (
                 select l.month_on from invoices l
                  where l.org_id = a.org_id and l.series = 'invoice' and l.sequence <= s.since)
             group by 1, 2, 3, 4, 5) u) end as late,
        case when i.invoice_id is null then (
          select json_agg(e) from (
            ${event('lifecycle')} union all ${event('skill')} union all ${event('suspension')}) e) end as events
        from org_accounts a
        join org_billing_config c on c.org_id = a.org_id
        left join invoices i on i.org_id = a.org_id and i.series = 'invoice' and i.month_on = ${start}
       cross join lateral (select coalesce(max(x.sequence), -1) as since from invoices x where x.org_id = a.org_id) s
       where a.org_id = any(${[...orgs]}::text[])`
    return rows.map(factsOf)
  })
