import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor } from '@/db/columns'
import type { DueAlert, MailOutcome } from '@/lib/core/alerts/alert'
import type { AlertSettings } from '@/lib/core/alerts/settings'
import { call } from './call'
import { json, only } from './json'
import type { OutboxWork } from './outbox'

type Written = { readonly by: string; readonly at: Temporal.Instant; readonly audit: unknown }

/** Saves what an org wants to be told. `stale`: somebody else did since version `expected`; 0 is nothing saved yet. */
export const saveAlertSettings = (
  db: Db,
  org: string,
  expected: number,
  { spend, creditBelow, ...switches }: AlertSettings,
  { by, at, audit }: Written,
): Promise<'applied' | 'stale'> =>
  call(async () => {
    const sql = db.$client
    const row = {
      ...switches,
      spend: spend.map(writeMinor),
      credit_below: creditBelow === null ? null : writeMinor(creditBelow),
    }
    const rows = await sql<{ outcome: 'applied' | 'stale' }[]>`
      select save_alert_settings(${org}, ${expected}, ${json(sql, row)}, ${at.toString()}, ${by}, ${json(sql, audit)})
        as outcome`
    return only(rows).outcome
  })

/** So many e-mails an org is sent in a day at most; what is beyond that stands on its pages alone. */
const mostInADay = 20

/**
 * Raises the alerts that were not raised yet, each with an e-mail to send, and notes that the org was looked at.
 * @param sequence of the org, as it was before it was looked at; `0` where that failed.
 * @returns how many are to be sent.
 */
export const raiseAlerts = (
  db: Db,
  org: string,
  sequence: string,
  at: Temporal.Instant,
  alerts: readonly DueAlert[],
): Promise<number> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ count: number }[]>`
      select raise_alerts(${org}, ${sequence}, ${at.toString()}, ${json(sql, alerts)}, ${mostInADay}) as count`
    return only(rows).count
  })

/** How an attempt ended: it is settled, or due again. */
export type MailSettlement =
  | { readonly outcome: MailOutcome }
  | { readonly dueAt: Temporal.Instant; readonly error: string }

/** Writes down one attempt to send an alert. */
export const settleAlertMail = (
  db: Db,
  { outboxId, attempts, org, reference }: OutboxWork,
  at: Temporal.Instant,
  settlement: MailSettlement,
): Promise<void> =>
  call(async () => {
    const { outcome, dueAt, error } = { outcome: null, dueAt: null, error: null, ...settlement }
    await db.$client`
      select settle_alert_mail(${outboxId}, ${attempts}, ${org}, ${reference}, ${at.toString()}, ${outcome},
        ${dueAt?.toString() ?? null}, ${error})`
  })
