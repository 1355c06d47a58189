import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant, readMinor } from '@/db/columns'
import type { RecordedCharge } from '@/lib/core/invoices/card-charge'
import { call } from './call'

/** A charge whose amount and card are fixed. */
export type FixedCharge = RecordedCharge & {
  readonly customerId: string
  readonly paymentIntentId: string | null
  /** Null if it came to an end before. */
  readonly fixedAt: Temporal.Instant | null
}

type Row = {
  amount: string | null
  method_id: string
  customer_id: string
  payment_intent_id: string | null
  outcome: FixedCharge['outcome']
  fixed_at: string | null
}

/** Fixes what is charged for an invoice, and to which card: once, no matter who asks. Null if there is no charge of it. */
export const fixInvoiceCharge = (
  db: Db,
  org: string,
  invoiceId: string,
  at: Temporal.Instant,
): Promise<FixedCharge | null> =>
  call(async () => {
    const [row] = await db.$client<Row[]>`
      select amount::text, method_id, customer_id, payment_intent_id, outcome, fixed_at
        from fix_invoice_charge(${org}, ${invoiceId}, ${at.toString()})`
    if (!row) return null
    return {
      amount: row.amount === null ? null : readMinor(row.amount),
      methodId: row.method_id,
      customerId: row.customer_id,
      paymentIntentId: row.payment_intent_id,
      outcome: row.outcome,
      fixedAt: row.fixed_at === null ? null : readInstant(row.fixed_at),
    }
  })

/** Notes that the charge of an invoice's card failed: it is not tried again. */
export const failInvoiceCharge = (
  db: Db,
  org: string,
  invoiceId: string,
  failure: string,
  at: Temporal.Instant,
): Promise<void> =>
  call(async () => {
    await db.$client`select fail_invoice_charge(${org}, ${invoiceId}, ${failure}, ${at.toString()})`
  })

/** Notes the payment of a charge whose money is on the way. */
export const noteInvoiceChargePayment = (
  db: Db,
  org: string,
  invoiceId: string,
  paymentIntentId: string,
): Promise<void> =>
  call(async () => {
    await db.$client`
      update invoice_charges set payment_intent_id = ${paymentIntentId}
       where org_id = ${org} and invoice_id = ${invoiceId} and payment_intent_id is null`
  })
