import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor } from '@/db/columns'
import type { Minor } from '@/lib/core/money/amount'
import type { Day } from '@/lib/core/time/day'
import { call } from './call'
import { json, only } from './json'

/** A Stripe event to claim in the call that has its effect. */
export type ClaimedEvent = {
  readonly id: string
  readonly type: string
  /** Which attempt this is, where it was counted when it began; otherwise the claim counts it. */
  readonly attempt?: number
}

export type PaymentWrite = {
  readonly org: string
  readonly invoiceId: string
  readonly paymentId: string
  readonly via: 'card' | 'bank'
  /** What the payer's side calls it: the payment intent, the bank's reference. Makes the payment count once. */
  readonly reference: string
  readonly amount: Minor
  readonly currency: string
  readonly receivedAt: Temporal.Instant
  readonly receivedOn: Day
  readonly by: string
  /** Whether money for an invoice that is paid already is recorded as owed back, or refused. */
  readonly acceptSurplus: boolean
  readonly checkoutId: string | null
  /** Whether it is what the charge of the invoice's saved card brought. */
  readonly charge?: boolean
  readonly event: ClaimedEvent | null
  readonly audit: unknown
}

export type PaymentOutcome =
  | 'paid'
  | 'part'
  | 'surplus'
  | 'returned'
  | 'repeated'
  | 'unknown'
  | 'already_paid'
  | 'too_much'

/** Records a payment once; the invoice is paid while its payments cover the total. */
export const recordPayment = (db: Db, write: PaymentWrite): Promise<PaymentOutcome> =>
  call(async () => {
    const sql = db.$client
    const payment = {
      payment_id: write.paymentId,
      via: write.via,
      reference: write.reference,
      amount: writeMinor(write.amount),
      currency: write.currency,
      received_at: write.receivedAt.toString(),
      received_on: write.receivedOn,
      by: write.by,
      charge: write.charge ?? false,
    }
    const rows = await sql<{ outcome: PaymentOutcome }[]>`
      select record_payment(${write.org}, ${write.invoiceId}, ${json(sql, payment)}, ${write.acceptSurplus},
        ${write.checkoutId}, ${json(sql, write.event)}, ${json(sql, write.audit)}) as outcome`
    return only(rows).outcome
  })

export type ReversalWrite = {
  readonly org: string
  readonly invoiceId: string
  readonly paymentId: string
  readonly reason: string
  readonly by: string
  readonly at: Temporal.Instant
  readonly audit: unknown
}

export type ReversalOutcome = 'reversed' | 'repeated' | 'unknown' | 'by_card' | 'applied'

/** Takes back that a payment by bank was recorded or a surplus was applied; both stay on record. */
export const reversePayment = (
  db: Db,
  { org, invoiceId, paymentId, reason, by, at, audit }: ReversalWrite,
): Promise<ReversalOutcome> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: ReversalOutcome }[]>`
      select reverse_payment(${org}, ${invoiceId}, ${paymentId}, ${reason}, ${by}, ${at.toString()},
        ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })
