import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { Alert } from '@/lib/core/alerts/alert'
import { lookUp } from './look-up'

export type DeliveryStanding = 'failing' | 'waiting' | 'delivered' | 'overtaken' | 'nobody' | 'given_up'

/** Something that a cell, or the people of an org, are or were to be told, and how the last attempt went. */
export type ListedDelivery = {
  readonly delivery: string
  readonly kind: 'cell_command' | 'quota_notice' | 'alert_mail' | 'invoice_document'
  readonly org: string
  readonly orgName: string
  /** `halt:17`, `unblock:18`, the week and the threshold of a quota, the key of an alert, or the id of an invoice. */
  readonly reference: string
  /** Of an e-mail: the alert, and whom it was sent to. */
  readonly mail: { readonly alert: Alert; readonly sentTo: readonly string[] } | null
  /** The number of the invoice whose document cannot be made; null of what is told. */
  readonly documentOf: string | null
  /** Where the org's work ran at the last attempt, or runs; null where nowhere. */
  readonly cell: string | null
  readonly state: DeliveryStanding
  readonly attempts: number
  /** What the last attempt was answered; both empty where it was not tried or what was answered is not kept. */
  readonly status: number | null
  readonly error: string
  readonly createdAt: Temporal.Instant
  /** When it is tried next; null where nothing is left to do, or it is under way. */
  readonly dueAt: Temporal.Instant | null
  readonly underWay: boolean
  readonly doneAt: Temporal.Instant | null
}

type Row = Omit<ListedDelivery, 'createdAt' | 'dueAt' | 'doneAt' | 'mail'> & {
  readonly createdAt: string
  readonly dueAt: string
  readonly doneAt: string | null
  readonly outbox_id: string
  readonly alert_kind: Alert['kind'] | null
  readonly says: unknown
  readonly sent_to: readonly string[] | null
}

const deliveryOf = ({
  createdAt,
  dueAt,
  doneAt,
  outbox_id: _,
  alert_kind: kind,
  says,
  sent_to: sentTo,
  ...row
}: Row): ListedDelivery => ({
  ...row,
  mail: kind === null ? null : { alert: { key: row.reference, kind, says } as Alert, sentTo: sentTo ?? [] },
  createdAt: Temporal.Instant.from(createdAt),
  dueAt: doneAt === null && !row.underWay ? Temporal.Instant.from(dueAt) : null,
  doneAt: doneAt === null ? null : Temporal.Instant.from(doneAt),
})

export type DeliverySearch = {
  readonly state?: DeliveryStanding | undefined
  readonly org?: string | undefined
  readonly cell?: string | undefined
  /** Older, or newer, than a delivery; the newest where neither is given. */
  readonly before?: string | undefined
  readonly after?: string | undefined
  readonly now: Temporal.Instant
  readonly most: number
}

/**
 * What cells and people are told, the newest first: what waits and what was tried are one list. By number, so that a page
 * of it stays what it was while newer ones come. Documents are among them while they cannot be made. E-mails of a portal
 * without a mail server are left out.
 */
export const searchDeliveries = (db: Db, search: DeliverySearch): Promise<ListedDelivery[]> =>
  lookUp(async () => {
    const sql = db.$client
    const { state, org, cell, before, after, now, most } = search
    const open = state === 'failing' || state === 'waiting'
    const rows = await sql<Row[]>`
      select l.* from (
        select o.outbox_id, o.outbox_id::text as delivery, o.kind, o.org_id as org, coalesce(n.name, o.org_id) as "orgName",
               o.reference, coalesce(nullif(t.cell, ''), g.cell) as cell, o.attempts, t.status,
               coalesce(o.last_error, t.error, '') as error, o.created_at::text as "createdAt",
               o.due_at::text as "dueAt", o.done_at::text as "doneAt",
               o.done_at is null and o.attempts > 0 and o.last_error is null
                 and o.due_at > ${now.toString()}::timestamptz as "underWay",
               al.kind as alert_kind, al.says, al.sent_to, iv.number as "documentOf",
               case when o.done_at is null then
                      case when o.last_error is not null or o.attempts > 1 then 'failing' else 'waiting' end
                    when o.kind = 'alert_mail' then
                      case al.outcome when 'sent' then 'delivered' when 'given_up' then 'given_up'
                                     when 'not_told' then 'overtaken' else 'nobody' end
                    when t.outcome = 'overtaken' then 'overtaken'
                    when t.outcome is null and (o.kind = 'cell_command' or g.cell is null) then 'nobody'
                    else 'delivered' end as state
          from outbox o
          left join orgs n using (org_id)
          left join org_gates g on g.org_id = o.org_id and o.kind in ('cell_command', 'quota_notice')
          left join invoices iv on iv.org_id = o.org_id and iv.invoice_id = o.reference and o.kind = 'invoice_document'
          left join alerts al on al.org_id = o.org_id and al.alert_key = o.reference and o.kind = 'alert_mail'
          left join lateral (
            select d.cell, d.status, d.outcome, d.error from cell_deliveries d
             where o.kind = 'cell_command' and d.org_id = o.org_id
               and d.message_id = 'cmd_' || o.org_id || '_' || split_part(o.reference, ':', 2)
             order by d.delivery_id desc limit 1) t on true
         where (o.kind in ('cell_command', 'quota_notice')
                or o.kind = 'alert_mail' and al.outcome is distinct from 'no_server'
                or o.kind = 'invoice_document' and o.done_at is null and o.attempts > 0)
           and ${open ? sql`o.done_at is null` : sql`true`}
           and ${org ? sql`o.org_id = ${org}` : sql`true`}
           and ${before ? sql`o.outbox_id < ${before}` : sql`true`}
           and ${after ? sql`o.outbox_id > ${after}` : sql`true`}) l
       where ${state ? sql`l.state = ${state}` : sql`true`} and ${cell ? sql`l.cell = ${cell}` : sql`true`}
       order by l.outbox_id ${after ? sql`asc` : sql`desc`} limit ${most}`
    const found = rows.map(deliveryOf)
    return after ? found.reverse() : found
  })

/** One attempt to tell a cell of a halt or of its end. */
export type DeliveryAttempt = {
  readonly attempt: string
  readonly attemptedAt: Temporal.Instant
  readonly cell: string
  readonly status: number | null
  readonly outcome: 'acknowledged' | 'failed' | 'overtaken'
  readonly error: string
}

/** The newest attempts of a delivery; of notices of a quota none are kept. */
export const listAttempts = (db: Db, delivery: string, most: number): Promise<DeliveryAttempt[]> =>
  lookUp(async () => {
    const rows = await db.$client<(Omit<DeliveryAttempt, 'attemptedAt'> & { attemptedAt: string })[]>`
      select d.delivery_id::text as attempt, d.attempted_at::text as "attemptedAt", d.cell, d.status, d.outcome, d.error
        from outbox o
        join cell_deliveries d on d.org_id = o.org_id
         and d.message_id = 'cmd_' || o.org_id || '_' || split_part(o.reference, ':', 2)
       where o.outbox_id = ${delivery} and o.kind = 'cell_command'
       order by d.delivery_id desc limit ${most}`
    return rows.map((row) => ({ ...row, attemptedAt: Temporal.Instant.from(row.attemptedAt) }))
  })

/** How many deliveries fail, counted up to `most`, and since when the oldest of them waits. */
export const countFailingDeliveries = (
  db: Db,
  most: number,
): Promise<{ readonly count: number; readonly oldestAt: Temporal.Instant | null }> =>
  lookUp(async () => {
    const [row] = await db.$client<{ count: number; oldestAt: string | null }[]>`
      select count(*)::int as count, min(created_at)::text as "oldestAt" from (
        select created_at from outbox
         where done_at is null and kind in ('cell_command', 'quota_notice', 'alert_mail', 'invoice_document')
           and (last_error is not null or attempts > 1)
         limit ${most}) counted`
    return { count: row?.count ?? 0, oldestAt: row?.oldestAt ? Temporal.Instant.from(row.oldestAt) : null }
  })
