import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor } from '@/db/columns'
import type { ReminderDays, ReminderFees } from '@/lib/core/dunning/reminders'
import type { HeldReason } from '@/lib/core/invoices/bounds'
import type { Minor } from '@/lib/core/money/amount'
import { type Month, monthSpan } from '@/lib/core/time/day'
import { call } from './call'
import { json, only } from './json'

export type InvoicingSettings = {
  /** Whether a new org is invoiced by itself, and whether it is reminded. */
  readonly autoInvoice: boolean
  readonly reminders: boolean
  /** In hundredths: an invoice above so many times the usual total waits for an admin. */
  readonly mostTimes: bigint
  readonly reminderDays: ReminderDays
  readonly reminderFees: ReminderFees
}

type Outcome = 'applied' | 'stale'

/** Saves how months are invoiced and reminded of by themselves; `stale` if somebody else did since `expected`. */
export const saveInvoicingSettings = (
  db: Db,
  expected: number,
  { autoInvoice, reminders, mostTimes, reminderDays, reminderFees }: InvoicingSettings,
  at: Temporal.Instant,
  audit: unknown,
): Promise<Outcome> =>
  call(async () => {
    const sql = db.$client
    const row = {
      auto_invoice: autoInvoice,
      reminders,
      most_times: Number(mostTimes) / 100,
      reminder_days: reminderDays,
      reminder_fees: reminderFees,
    }
    const rows = await sql<{ outcome: Outcome }[]>`
      select save_invoicing_settings(${expected}, ${json(sql, row)}, ${at.toString()}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })

export type OrgInvoicingWrite = {
  readonly org: string
  /** The version that was on the screen; 0 where there was none. */
  readonly expected: number
  readonly autoInvoice: boolean
  /** The first month that is invoiced by itself, where that is switched on. */
  readonly next: Month
  readonly reminders: boolean
}

export const saveOrgInvoicing = (
  db: Db,
  { org, expected, autoInvoice, next, reminders }: OrgInvoicingWrite,
  at: Temporal.Instant,
  audit: unknown,
): Promise<Outcome> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: Outcome }[]>`
      select save_org_invoicing(${org}, ${expected}, ${autoInvoice}, ${monthSpan(next).start}, ${reminders},
        ${at.toString()}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })

export type HeldWrite = {
  readonly reason: HeldReason
  readonly sentence: string
  readonly currency: string
  readonly total: Minor
}

/** Leaves the invoice of a month to an admin. */
export const holdInvoice = (db: Db, org: string, month: Month, held: HeldWrite, at: Temporal.Instant): Promise<void> =>
  call(async () => {
    const { reason, sentence, currency, total } = held
    await db.$client`
      select hold_invoice(${org}, ${monthSpan(month).start}, ${reason}, ${sentence}, ${currency}, ${writeMinor(total)},
        ${at.toString()})`
  })

/** Goes back to months that had nothing to invoice, and for which usage was recorded since: of the next orgs after one. */
export const rewindMonths = (
  db: Db,
  after: string,
  most: number,
): Promise<{ readonly next: string | null; readonly rewound: number }> =>
  call(async () => {
    const rows = await db.$client<{ next: string | null; rewound: number }[]>`
      select next_org as next, rewound from rewind_months(${after}, ${most})`
    return only(rows)
  })

/** Ends a month of an org: it has its invoice, or there is nothing to invoice. */
export const finishMonth = (db: Db, org: string, month: Month, by: string, at: Temporal.Instant): Promise<void> =>
  call(async () => {
    await db.$client`select finish_month(${org}, ${monthSpan(month).start}, ${by}, ${at.toString()})`
  })
