import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor } from '@/db/columns'
import { effectOf } from '@/lib/core/funding/dispute'
import type { PaymentReturn } from '@/lib/core/funding/payment-return'
import type { Minor } from '@/lib/core/money/amount'
import { call } from './call'
import { json } from './json'

const rowsOf = (returns: readonly PaymentReturn[], reference: string) =>
  returns.map(({ returnId, kind, amount, currency, status, reason, begunAt }) => ({
    return_id: returnId,
    reference,
    kind,
    amount: writeMinor(amount),
    currency,
    status,
    reason,
    begun_at: begunAt.toString(),
    freezes: kind === 'dispute' && effectOf(status) === 'freeze',
  }))

/**
 * Writes down what of an invoice's payment went back, as it was read; what was read before is replaced. What went back for
 * good is open again on the invoice.
 */
export const recordPaymentReturns = (
  db: Db,
  { org, invoiceId, reference }: { readonly org: string; readonly invoiceId: string; readonly reference: string },
  returns: readonly PaymentReturn[],
  at: Temporal.Instant,
): Promise<void> =>
  call(async () => {
    const rows = json(db.$client, rowsOf(returns, reference))
    await db.$client`select record_payment_returns(${org}, ${invoiceId}, ${rows}, ${at.toString()})`
  })

/** A paid invoice of a subscription. */
export type SubscriptionPaymentWrite = {
  readonly stripeInvoiceId: string
  readonly subscriptionId: string
  readonly paymentIntentId: string
  readonly amount: Minor
  readonly total: Minor
  readonly tax: Minor
  readonly currency: string
  readonly paidAt: Temporal.Instant
  readonly periodStartedAt: Temporal.Instant
  readonly periodEndsAt: Temporal.Instant
}

/** Writes down what was charged for a subscription and what of it went back, as it was read; null where that was not. */
export const recordSubscriptionPayment = (
  db: Db,
  org: string,
  payment: SubscriptionPaymentWrite,
  returns: readonly PaymentReturn[] | null,
  at: Temporal.Instant,
): Promise<void> =>
  call(async () => {
    const row = {
      stripe_invoice_id: payment.stripeInvoiceId,
      subscription_id: payment.subscriptionId,
      payment_intent_id: payment.paymentIntentId,
      amount: writeMinor(payment.amount),
      total: writeMinor(payment.total),
      tax: writeMinor(payment.tax),
      currency: payment.currency,
      paid_at: payment.paidAt.toString(),
      period_started_at: payment.periodStartedAt.toString(),
      period_ends_at: payment.periodEndsAt.toString(),
    }
    const rows = returns && rowsOf(returns, payment.paymentIntentId)
    await db.$client`
      select record_subscription_payment(${org}, ${json(db.$client, row)}, ${json(db.$client, rows)}, ${at.toString()})`
  })

/** Notes that what went back of a payment ended its subscription; the first time stays. */
export const noteSubscriptionEnded = (
  db: Db,
  org: string,
  stripeInvoiceIds: readonly string[],
  at: Temporal.Instant,
): Promise<void> =>
  call(async () => {
    await db.$client`
      update subscription_payments set ended_at = ${at.toString()}
       where org_id = ${org} and stripe_invoice_id = any(${[...stripeInvoiceIds]}::text[]) and ended_at is null`
  })

/** Writes down what Stripe keeps on a customer's account, as it was read. */
export const recordCustomerBalance = (
  db: Db,
  org: string,
  {
    customerId,
    balance,
    currency,
  }: { readonly customerId: string; readonly balance: Minor; readonly currency: string },
  at: Temporal.Instant,
): Promise<void> =>
  call(async () => {
    await db.$client`
      insert into customer_balances (org_id, customer_id, balance, currency, read_at)
      values (${org}, ${customerId}, ${writeMinor(balance)}::numeric, ${currency}, ${at.toString()})
      on conflict (org_id) do update set customer_id = excluded.customer_id, balance = excluded.balance,
        currency = excluded.currency, read_at = excluded.read_at`
  })
