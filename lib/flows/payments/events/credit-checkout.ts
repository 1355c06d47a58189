import { type PurchaseStatus, settlePurchase } from '@/lib/flows/payments/credit/settle-purchase'
import type { Handled, Handler } from './handled'

const told: Readonly<Record<PurchaseStatus, Handled>> = {
  paid: { sentence: 'The credit was given.', note: 'done' },
  processing: { sentence: 'The payment is still being processed.', note: 'ignored' },
  open: { sentence: 'The checkout is still open.', note: 'ignored' },
  ended: { sentence: 'The checkout ended unpaid.' },
}

/** A Checkout in which credit is bought was paid, or ended. */
export const creditCheckout: Handler<'purchase_settled'> = async (ctx, stripe, command, event) =>
  told[await settlePurchase(ctx, stripe, command, event)]
