import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor } from '@/db/columns'
import type { PaymentReturn } from '@/lib/core/funding/payment-return'
import { call } from './call'
import { json } from './json'

/** Writes down what of an invoice's payment went back, as it was read; what was read before is replaced. */
export const recordPaymentReturns = (
  db: Db,
  { org, invoiceId, reference }: { readonly org: string; readonly invoiceId: string; readonly reference: string },
  returns: readonly PaymentReturn[],
  at: Temporal.Instant,
): Promise<void> =>
  call(async () => {
    const rows = returns.map(({ returnId, kind, amount, currency, status, reason, begunAt }) => ({
      return_id: returnId,
      invoice_id: invoiceId,
      reference,
      kind,
      amount: writeMinor(amount),
      currency,
      status,
      reason,
      begun_at: begunAt.toString(),
    }))
    await db.$client`select record_payment_returns(${org}, ${json(db.$client, rows)}, ${at.toString()})`
  })
