import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant, readMinor } from '@/db/columns'
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

export type ReminderFact = {
  readonly sentAt: Temporal.Instant
  /** Of this reminder and of those before it. */
  readonly fees: Minor
}

/** A reminder of an invoice; null where none of this level is recorded. */
export const findReminderFact = (db: Db, org: string, invoiceId: string, level: number): Promise<ReminderFact | null> =>
  lookUp(async () => {
    const [row] = await db.$client<{ sent_at: string; fees: string }[]>`
      select r.sent_at, (select sum(e.fee)::text from invoice_reminders e
                where e.org_id = r.org_id and e.invoice_id = r.invoice_id and e.level <= r.level) as fees
        from invoice_reminders r where r.org_id = ${org} and r.invoice_id = ${invoiceId} and r.level = ${level}`
    return row ? { sentAt: readInstant(row.sent_at), fees: readMinor(row.fees) } : null
  })
