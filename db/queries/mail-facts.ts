import type { Db } from '@/db/client'
import { readMinor } from '@/db/columns'
import type { ReminderSnapshot } from '@/lib/core/dunning/reminder-snapshot'
import type { Minor } from '@/lib/core/money/amount'
import type { Day } from '@/lib/core/time/day'
import { lookUp } from './look-up'

/** Whether an invoice's saved card is charged by itself, or was: not where that failed or was not needed. */
export const isCharged = (db: Db, org: string, invoiceId: string): Promise<boolean> =>
  lookUp(async () => {
    const rows = await db.$client`
      select from invoice_charges where org_id = ${org} and invoice_id = ${invoiceId}
         and (outcome is null or outcome = 'paid')`
    return rows.length > 0
  })

export type PaymentFact = {
  readonly invoice: string
  readonly amount: Minor
  readonly currency: string
  readonly via: 'card' | 'bank' | 'surplus'
  readonly receivedOn: Day
  /** Whether it was recorded by mistake. */
  readonly reversed: boolean
}

/** A payment by its id; null where there is none. */
export const findPaymentFact = (db: Db, org: string, paymentId: string): Promise<PaymentFact | null> =>
  lookUp(async () => {
    const [row] = await db.$client<(Omit<PaymentFact, 'amount'> & { amount: string })[]>`
      select p.invoice_id as invoice, p.amount::text, p.currency, p.via, p.received_on::text as "receivedOn",
             exists (select from payment_reversals r where r.org_id = p.org_id and r.payment_id = p.payment_id) as reversed
        from payments p where p.org_id = ${org} and p.payment_id = ${paymentId}`
    return row ? { ...row, amount: readMinor(row.amount) } : null
  })

/** What a reminder of an invoice says; null where none of this level is recorded. */
export const findReminderFact = (
  db: Db,
  org: string,
  invoiceId: string,
  level: number,
): Promise<ReminderSnapshot | null> =>
  lookUp(async () => {
    const [row] = await db.$client<{ snapshot: string }[]>`
      select snapshot from invoice_reminders where org_id = ${org} and invoice_id = ${invoiceId} and level = ${level}`
    return row ? (JSON.parse(row.snapshot) as ReminderSnapshot) : null
  })
