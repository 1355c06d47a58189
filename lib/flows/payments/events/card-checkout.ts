import { settleCardCheckout } from '@/lib/flows/payments/cards/settle-card-checkout'
import type { Handler } from './handled'

/** A Checkout that saves a card is complete, or ended. */
export const cardCheckout: Handler<'card_checkout_settled'> = async (ctx, stripe, command, event) => {
  const status = await settleCardCheckout(ctx, stripe, command, event)
  if (status === 'open') return { sentence: 'The checkout is still open.', note: 'ignored' }
  return { sentence: status === 'saved' ? 'The card was saved.' : 'The checkout ended without a card.' }
}
