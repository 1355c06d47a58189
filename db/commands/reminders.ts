import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor } from '@/db/columns'
import type { ReminderLevel } from '@/lib/core/dunning/reminders'
import type { Minor } from '@/lib/core/money/amount'
import type { Day } from '@/lib/core/time/day'
import { call } from './call'
import { json, only } from './json'

export type ReminderWrite = {
  readonly org: string
  readonly invoiceId: string
  readonly level: ReminderLevel
  readonly fee: Minor
  /** What it says is open. */
  readonly open: Minor
  /** Canonical JSON text of what it says. */
  readonly snapshot: string
  readonly sentOn: Day
  readonly by: string
  readonly at: Temporal.Instant
  readonly audit: unknown
}

/**
 * Records that an invoice is reminded of. `repeated`: this level was sent before. `stale`: what it says does not hold any
 * more, or another one was sent that day.
 */
export const recordReminder = (db: Db, write: ReminderWrite): Promise<'recorded' | 'repeated' | 'stale'> =>
  call(async () => {
    const sql = db.$client
    const { org, invoiceId, level, fee, open, snapshot, sentOn, by, at, audit } = write
    const rows = await sql<{ outcome: 'recorded' | 'repeated' | 'stale' }[]>`
      select record_reminder(${org}, ${invoiceId}, ${level}, ${writeMinor(fee)}, ${writeMinor(open)}, ${snapshot},
        ${sentOn}, ${by}, ${at.toString()}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })

export type PauseWrite = {
  readonly org: string
  readonly invoiceId: string
  /** The first day on which it is reminded of again. */
  readonly untilOn: Day
  readonly note: string
  readonly by: string
}

export const pauseReminders = (
  db: Db,
  { org, invoiceId, untilOn, note, by }: PauseWrite,
  at: Temporal.Instant,
  audit: unknown,
): Promise<void> =>
  call(async () => {
    const sql = db.$client
    await sql`
      select pause_reminders(${org}, ${invoiceId}, ${untilOn}, ${note}, ${by}, ${at.toString()}, ${json(sql, audit)})`
  })
