import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { JobRun } from '@/db/commands/job-runs'
import { lookUp } from './look-up'

/** The last run of a job, and what was before it. */
export type LastRun = JobRun & {
  /** When it last ended well; null where that is not kept any more, or never was. */
  readonly wellAt: Temporal.Instant | null
  /** The last run that did something: how much it did, and when it ended. */
  readonly doneLast: number
  readonly busyAt: Temporal.Instant | null
}

type Row = Omit<LastRun, 'startedAt' | 'endedAt' | 'wellAt' | 'busyAt'> & {
  readonly startedAt: string
  readonly endedAt: string
  readonly wellAt: string | null
  readonly busyAt: string | null
}

const instant = (text: string | null): Temporal.Instant | null => (text === null ? null : Temporal.Instant.from(text))

/** How each job that ever ran went last. */
export const listLastRuns = (db: Db): Promise<LastRun[]> =>
  lookUp(async () => {
    const rows = await db.$client<Row[]>`
      with last as (
        select distinct on (job) * from job_runs order by job, run_id desc
      ), busy as (
        select distinct on (job) job, done, ended_at from job_runs where done > 0 order by job, run_id desc
      )
      select l.job, l.started_at::text as "startedAt", l.ended_at::text as "endedAt", l.done, l.error,
             (select max(w.ended_at) from job_runs w where w.job = l.job and w.error = '')::text as "wellAt",
             coalesce(b.done, 0) as "doneLast", b.ended_at::text as "busyAt"
        from last l left join busy b using (job)`
    return rows.map(({ startedAt, endedAt, wellAt, busyAt, ...row }) => ({
      ...row,
      startedAt: Temporal.Instant.from(startedAt),
      endedAt: Temporal.Instant.from(endedAt),
      wellAt: instant(wellAt),
      busyAt: instant(busyAt),
    }))
  })

/** What waits for a job, counted up to `most`. */
export type Waiting = Readonly<
  Record<
    'documents' | 'calls' | 'mails' | 'recharges' | 'invoice_charges' | 'refunds' | 'stripe_events' | 'dunning',
    number
  >
>

export const countWaiting = (db: Db, most: number): Promise<Waiting> =>
  lookUp(async () => {
    const [row] = await db.$client<Waiting[]>`
      select
        (select count(*)::int from (select from outbox where done_at is null and kind = 'invoice_document' limit ${most}) w)
          as documents,
        (select count(*)::int from (select from outbox
          where done_at is null and kind in ('cell_command', 'quota_notice') limit ${most}) w) as calls,
        (select count(*)::int from (select from outbox where done_at is null and kind = 'alert_mail' limit ${most}) w)
          as mails,
        (select count(*)::int from (select from purchases
          where kind = 'recharge' and paid_at is null and failed_at is null limit ${most}) w) as recharges,
        (select count(*)::int from (select from invoice_charges where settled_at is null limit ${most}) w)
          as invoice_charges,
        (select count(*)::int from (select from refunds where status = 'requested' limit ${most}) w) as refunds,
        (select count(*)::int from (select from stripe_events where state = 'failing' limit ${most}) w) as stripe_events,
        (select count(distinct org_id)::int from stripe_subscriptions
          where entitled and past_due_since is not null) as dunning`
    return (
      row ?? {
        documents: 0,
        calls: 0,
        mails: 0,
        recharges: 0,
        invoice_charges: 0,
        refunds: 0,
        stripe_events: 0,
        dunning: 0,
      }
    )
  })

/** Jobs whose last run failed, and since when the first of them has: when it last ended well, or began to run at all. */
export const countFailingJobs = (
  db: Db,
): Promise<{ readonly count: number; readonly oldestAt: Temporal.Instant | null }> =>
  lookUp(async () => {
    const [row] = await db.$client<{ count: number; oldestAt: string | null }[]>`
      select count(*)::int as count, min(since)::text as "oldestAt" from (
        select distinct on (job) job, error,
               coalesce(max(ended_at) filter (where error = '') over (partition by job),
                 min(started_at) over (partition by job)) as since
          from job_runs order by job, run_id desc) last
       where error <> ''`
    return { count: row?.count ?? 0, oldestAt: instant(row?.oldestAt ?? null) }
  })
