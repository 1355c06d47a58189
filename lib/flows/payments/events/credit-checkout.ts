import { creditGiven } from '@/lib/flows/payments/credit/give-purchase'
import { type PurchaseStatus, settlePurchase } from '@/lib/flows/payments/credit/settle-purchase'
import type { Handled, Handler } from './handled'

const told: Readonly<Record<PurchaseStatus, Handled>> = {
  paid: { sentence: creditGiven, note: 'done' },
  processing: { sentence: 'The payment is still being processed.', note: 'ignored' },
  open: { sentence: 'The checkout is still open.', note: 'ignored' },
  ended: { sentence: 'The checkout ended unpaid.', note: 'done' },
}

/** A Checkout in which credit is bought was paid, or ended. */
export const creditCheckout: Handler<'purchase_settled'> = async (ctx, stripe, command, event) => {
  const { status, claimed } = await settlePurchase(ctx, stripe, command, event)
  return claimed ? { sentence: told[status].sentence } : told[status]
}
