import { endCheckout } from '@/db/commands/checkouts'
import type { ClaimedEvent } from '@/db/commands/record-payment'
import type { Ctx } from '@/lib/context'
import { recordCheckoutPayment } from '@/lib/flows/payments/settle-checkout'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { StripeCommand } from '@/lib/stripe/translate'
import type { Handled } from './handled'

/** A Checkout of an invoice was paid, or ended. */
export const invoiceCheckout = async (
  ctx: Ctx,
  stripe: StripeGateway,
  command: Extract<StripeCommand, { readonly invoiceId: string }>,
  event: ClaimedEvent,
): Promise<Handled> => {
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
