import { endCheckout } from '@/db/commands/checkouts'
import { recordCheckoutPayment } from '@/lib/flows/payments/settle-checkout'
import { Refusal } from '@/lib/platform/errors'
import type { Handler } from './handled'

/** A Checkout of an invoice was paid, or ended. */
export const invoiceCheckout: Handler<'invoice_paid' | 'invoice_checkout_ended'> = async (
  ctx,
  stripe,
  command,
  event,
) => {
  const session = await stripe.readCheckout(command.sessionId)
  if (command.kind === 'invoice_checkout_ended' && !session.paid) {
    const outcome = await endCheckout(ctx.db, command.org, command.checkoutId, event, ctx.now)
    return { sentence: outcome === 'ended' ? 'The checkout ended unpaid.' : 'This event was handled before.' }
  }
  if (!session.paid) return { sentence: 'The payment is still being processed.', note: 'ignored' }
  const outcome = await recordCheckoutPayment(ctx, command, session, event)
  if (outcome === 'unknown') throw new Refusal('unavailable', `There is no invoice ${command.invoiceId} yet.`)
  return {
    sentence: outcome === 'repeated' ? 'This payment was recorded before.' : `The payment was recorded: ${outcome}.`,
  }
}
